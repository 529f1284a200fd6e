using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using ControllerRpc = CsiHost.Rpc.Proto.ControllerServiceCapability.Types.RPC.Types.Type;
using NodeRpc = CsiHost.Rpc.Proto.NodeServiceCapability.Types.RPC.Types.Type;

namespace CsiHost.Tour;

/// <summary>
/// A volume's full life on one driver, as steps. Which steps there are follows from the driver's capabilities, so a new plugin needs a
/// <see cref="DriverProfile"/> only.
/// </summary>
internal sealed class VolumeLife(DriverProfile profile, DriverClient client, Scratch scratch, Workload workload, ITourHost host)
{
    private readonly Publications _publications = new(profile, client, scratch);
    private readonly List<string> _snapshots = [];
    private PublishedVolume? _main;

    private PublishedVolume Main => _main ?? throw new TourFailedException("there is no volume: its creation failed");

    /// <summary>The steps before any capability is known.</summary>
    public IEnumerable<TourStep> Opening()
    {
        yield return new("identity and readiness", IdentifyAsync);
        yield return new("capabilities", async stop =>
        {
            await client.ReadCapabilitiesAsync(stop);
            return $"{client.Controller.Count} of the controller, {client.Node.Count} of the node";
        });
    }

    /// <summary>The rest, for a driver with these capabilities.</summary>
    public IEnumerable<TourStep> Rest()
    {
        yield return new("describe the node", async stop => "node " + (await client.CallAsync(NodeMethods.NodeGetInfo, new(), stop)).NodeId);
        if (client.Controller.Contains(ControllerRpc.GetCapacity))
            yield return new("report capacity", ReportCapacityAsync);
        yield return new("create a volume, twice", CreateAsync);
        yield return new("publish it", async stop => (await _publications.PublishAsync(Main, "rw", readOnly: false, stop)).Target);
        yield return new("write from another mount namespace", WriteAsync);
        yield return new("publish it again: nothing changes", PublishAgainAsync);
        if (client.Node.Contains(NodeRpc.GetVolumeStats))
            yield return new("measure it", MeasureAsync);
        yield return new("kill -9 the host; the workload goes on", KillAsync);
        yield return new("start the host; it recovers the mounts", RecoverAsync);
        if (client.Controller.Contains(ControllerRpc.CreateDeleteSnapshot))
            yield return new("snapshot, and restore it", SnapshotAsync);
        if (client.Controller.Contains(ControllerRpc.CloneVolume))
            yield return new("clone it", CloneAsync);
        if (client.Controller.Contains(ControllerRpc.ExpandVolume))
            yield return new("expand it", ExpandAsync);
        yield return new("publish read-only; writing is refused", ReadOnlyAsync);
        yield return new("unpublish everything, twice", async stop => $"{await _publications.UnpublishAllAsync(stop)} targets");
        yield return new("delete everything, twice", DeleteAsync);
        yield return new("nothing is left", stop => Task.FromResult(CheckNothingIsLeft()));
    }

    private async Task<string> IdentifyAsync(CancellationToken stop)
    {
        var info = await client.CallAsync(IdentityMethods.GetPluginInfo, new(), stop);
        TourFailedException.Unless(info.Name == profile.Driver, $"the socket says it is {info.Name}");
        var probe = await client.CallAsync(IdentityMethods.Probe, new(), stop);
        TourFailedException.Unless(probe.Ready ?? true, "Probe says not ready");
        return $"version {info.VendorVersion}";
    }

    private async Task<string> ReportCapacityAsync(CancellationToken stop)
    {
        var capacity = await client.CallAsync(ControllerMethods.GetCapacity, new(), stop);
        return $"{capacity.AvailableCapacity >> 20} MiB available";
    }

    private async Task<string> CreateAsync(CancellationToken stop)
    {
        _main = await _publications.CreateAsync("tour", source: null, stop);
        var again = await _publications.CreateAsync("tour", source: null, stop);
        TourFailedException.Unless(again.Id == Main.Id, $"the second call made another volume: {again.Id}");
        return Main.Id;
    }

    private async Task<string> WriteAsync(CancellationToken stop)
    {
        await workload.RunAsync("echo 'written by the workload' >\"$1/file\"; sync", Main.Target("rw"), stop);
        return Main.Target("rw") + "/file";
    }

    private async Task<string> PublishAgainAsync(CancellationToken stop)
    {
        var before = scratch.MountsBelow().Count;
        await _publications.PublishAsync(Main, "rw", readOnly: false, stop);
        TourFailedException.Unless(scratch.MountsBelow().Count == before, "a second mount was stacked");
        return $"{before} mounts before and after";
    }

    private async Task<string> MeasureAsync(CancellationToken stop)
    {
        var request = new NodeGetVolumeStatsRequest { VolumeId = Main.Id, VolumePath = Main.Target("rw") };
        var stats = await client.CallAsync(NodeMethods.NodeGetVolumeStats, request, stop);
        var bytes = stats.Usage.First(usage => usage.Unit == VolumeUsage.Types.Unit.Bytes);
        return $"{bytes.Used >> 20} of {bytes.Total >> 20} MiB used";
    }

    private async Task<string> KillAsync(CancellationToken stop)
    {
        await host.KillAsync();
        await workload.RunAsync("echo 'while the host was down' >>\"$1/file\"; test $(wc -l <\"$1/file\") = 2", Main.Target("rw"), stop);
        return "two lines in the file";
    }

    private async Task<string> RecoverAsync(CancellationToken stop)
    {
        await host.StartAsync(stop);
        var before = scratch.MountsBelow().Count;
        await _publications.PublishAsync(Main, "rw", readOnly: false, stop);
        TourFailedException.Unless(scratch.MountsBelow().Count == before, "the volume was mounted a second time");
        return "answered its first call on the old mounts";
    }

    private async Task<string> SnapshotAsync(CancellationToken stop)
    {
        var request = new CreateSnapshotRequest { Name = "tour-snapshot", SourceVolumeId = Main.Id };
        var snapshot = (await client.CallAsync(ControllerMethods.CreateSnapshot, request, stop)).Snapshot;
        _snapshots.Add(snapshot.SnapshotId);
        await workload.RunAsync("echo 'after the snapshot' >>\"$1/file\"", Main.Target("rw"), stop);
        var source = new VolumeContentSource { Snapshot = new() { SnapshotId = snapshot.SnapshotId } };
        return await ReadCopyAsync("tour-restored", source, lines: 2, stop);
    }

    private Task<string> CloneAsync(CancellationToken stop) =>
        ReadCopyAsync("tour-clone", new VolumeContentSource { Volume = new() { VolumeId = Main.Id } }, lines: _snapshots.Count > 0 ? 3 : 2, stop);

    private async Task<string> ReadCopyAsync(string name, VolumeContentSource source, int lines, CancellationToken stop)
    {
        var copy = await _publications.CreateAsync(name, source, stop);
        await _publications.PublishAsync(copy, "rw", readOnly: false, stop);
        var found = await workload.RunAsync("wc -l <\"$1/file\"", copy.Target("rw"), stop);
        TourFailedException.Unless(found == $"{lines}", $"the copy's file has {found} lines, not {lines}");
        return copy.Id;
    }

    private async Task<string> ExpandAsync(CancellationToken stop)
    {
        var wanted = profile.VolumeBytes * 2;
        var request = new ControllerExpandVolumeRequest { VolumeId = Main.Id, CapacityRange = new() { RequiredBytes = wanted } };
        var reply = await client.CallAsync(ControllerMethods.ControllerExpandVolume, request, stop);
        TourFailedException.Unless(reply.CapacityBytes >= wanted, $"it has {reply.CapacityBytes} bytes");
        if (reply.NodeExpansionRequired)
            await client.CallAsync(NodeMethods.NodeExpandVolume, new() { VolumeId = Main.Id, VolumePath = Main.Target("rw") }, stop);
        return $"{reply.CapacityBytes >> 20} MiB";
    }

    private async Task<string> ReadOnlyAsync(CancellationToken stop)
    {
        var target = (await _publications.PublishAsync(Main, "ro", readOnly: true, stop)).Target;
        await workload.RunAsync("cat \"$1/file\" >/dev/null; ! (echo no >>\"$1/file\") 2>/dev/null", target, stop);
        return target;
    }

    private async Task<string> DeleteAsync(CancellationToken stop)
    {
        for (var round = 0; round < 2; round++)
        {
            foreach (var id in _snapshots)
                await client.CallAsync(ControllerMethods.DeleteSnapshot, new() { SnapshotId = id }, stop);
            foreach (var volume in _publications.Volumes)
                await client.CallAsync(ControllerMethods.DeleteVolume, new() { VolumeId = volume.Id }, stop);
        }

        return $"{_publications.Volumes.Count} volumes, {_snapshots.Count} snapshots";
    }

    private string CheckNothingIsLeft()
    {
        var mounts = scratch.MountsBelow();
        TourFailedException.Unless(mounts.Count == 0, "still mounted: " + string.Join(", ", mounts));
        var left = Directory.EnumerateFileSystemEntries(scratch.Folder("pods"), "*", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) is "mount").ToList();
        TourFailedException.Unless(left.Count == 0, "still there: " + string.Join(", ", left));
        return "no mount, no target";
    }
}
