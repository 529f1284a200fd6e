using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using NodeRpc = CsiHost.Rpc.Proto.NodeServiceCapability.Types.RPC.Types.Type;

namespace CsiHost.Tour;

/// <summary>Creates, stages and publishes volumes the way kubelet and the sidecars do: paths like kubelet's, parents made by the caller.</summary>
internal sealed class Publications(DriverProfile profile, DriverClient client, Scratch scratch)
{
    private readonly Dictionary<string, PublishedVolume> _volumes = [];

    public IReadOnlyCollection<PublishedVolume> Volumes => _volumes.Values;

    private VolumeCapability Capability => new() { Mount = new(), AccessMode = new() { Mode = profile.AccessMode } };

    public async Task<PublishedVolume> CreateAsync(string name, VolumeContentSource? source, CancellationToken stop)
    {
        var request = new CreateVolumeRequest
        {
            Name = name,
            CapacityRange = new() { RequiredBytes = profile.VolumeBytes },
            VolumeCapabilities = { Capability },
            Parameters = { profile.Parameters.ToDictionary() },
            VolumeContentSource = source,
        };
        var volume = (await client.CallAsync(ControllerMethods.CreateVolume, request, stop)).Volume;
        if (!_volumes.TryGetValue(volume.VolumeId, out var known))
            _volumes[volume.VolumeId] = known = new PublishedVolume(volume.VolumeId, volume.VolumeContext.ToDictionary());
        return known;
    }

    public async Task<(PublishedVolume Volume, string Target)> PublishAsync(PublishedVolume volume, string use, bool readOnly, CancellationToken stop)
    {
        await StageAsync(volume, stop);
        var target = Path.Combine(scratch.Folder("pods", use, "volumes", "kubernetes.io~csi", volume.Id), "mount");
        var request = new NodePublishVolumeRequest
        {
            VolumeId = volume.Id,
            TargetPath = target,
            StagingTargetPath = volume.StagingPath ?? "",
            VolumeCapability = Capability,
            Readonly = readOnly,
            VolumeContext = { volume.Context.ToDictionary() },
        };
        await client.CallAsync(NodeMethods.NodePublishVolume, request, stop);
        volume.Add(use, target);
        return (volume, target);
    }

    /// <summary>Unpublishes and unstages every volume, each call twice; returns how many targets there were.</summary>
    public async Task<int> UnpublishAllAsync(CancellationToken stop)
    {
        var count = 0;
        foreach (var volume in _volumes.Values)
        {
            foreach (var target in volume.Targets.Values.Concat(volume.Targets.Values))
                await client.CallAsync(NodeMethods.NodeUnpublishVolume, new() { VolumeId = volume.Id, TargetPath = target }, stop);
            count += volume.Targets.Count;
            volume.Clear();
            for (var round = 0; round < 2 && volume.StagingPath is not null; round++)
                await client.CallAsync(NodeMethods.NodeUnstageVolume, new() { VolumeId = volume.Id, StagingTargetPath = volume.StagingPath }, stop);
        }

        return count;
    }

    private async Task StageAsync(PublishedVolume volume, CancellationToken stop)
    {
        if (!client.Node.Contains(NodeRpc.StageUnstageVolume) || volume.StagingPath is not null)
            return;
        var path = scratch.Folder("plugins", profile.Driver, volume.Id, "globalmount");
        var request = new NodeStageVolumeRequest
        {
            VolumeId = volume.Id,
            StagingTargetPath = path,
            VolumeCapability = Capability,
            VolumeContext = { volume.Context.ToDictionary() },
        };
        await client.CallAsync(NodeMethods.NodeStageVolume, request, stop);
        volume.StagingPath = path;
    }
}
