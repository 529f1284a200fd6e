using CsiHost.Rpc;
using CsiHost.Rpc.Client;
using CsiHost.Rpc.Proto;

namespace CsiHost.Bench;

/// <summary>Real volumes: create, stage, publish, unpublish, unstage, delete - one after the other on real mounts.</summary>
internal sealed class PublishBench(HostUnderLoad host) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly CsiChannel _channel = new(CsiEndpoint.Parse(host.Socket), TimeProvider.System);
    private readonly Dictionary<string, List<double>> _times = [];

    private static VolumeCapability Capability => new()
    {
        Mount = new(),
        AccessMode = new() { Mode = VolumeCapability.Types.AccessMode.Types.Mode.SingleNodeWriter },
    };

    /// <summary>Median milliseconds by call.</summary>
    public async Task<IReadOnlyDictionary<string, double>> RunAsync(int volumes, CancellationToken cancellationToken)
    {
        for (var i = 0; i < volumes; i++)
            await LiveAsync($"bench-{i}", cancellationToken);
        return _times.ToDictionary(pair => pair.Key, pair => pair.Value.Order().ElementAt(pair.Value.Count / 2));
    }

    public void Dispose() => _channel.Dispose();

    private async Task LiveAsync(string name, CancellationToken stop)
    {
        var create = new CreateVolumeRequest { Name = name, CapacityRange = new() { RequiredBytes = 1 << 20 }, VolumeCapabilities = { Capability } };
        var volume = (await TimeAsync("CreateVolume", _channel.CallAsync(ControllerMethods.CreateVolume, create, Limit, stop))).Volume;
        var staging = Directory.CreateDirectory(Path.Combine(host.Scratch, "staging", name)).FullName;
        var target = Path.Combine(Directory.CreateDirectory(Path.Combine(host.Scratch, "pods", name)).FullName, "mount");
        var stage = new NodeStageVolumeRequest { VolumeId = volume.VolumeId, StagingTargetPath = staging, VolumeCapability = Capability };
        var publish = new NodePublishVolumeRequest
        {
            VolumeId = volume.VolumeId,
            StagingTargetPath = staging,
            TargetPath = target,
            VolumeCapability = Capability,
            VolumeContext = { volume.VolumeContext.ToDictionary() },
        };
        var unpublish = new NodeUnpublishVolumeRequest { VolumeId = volume.VolumeId, TargetPath = target };
        var unstage = new NodeUnstageVolumeRequest { VolumeId = volume.VolumeId, StagingTargetPath = staging };
        await TimeAsync("NodeStageVolume", _channel.CallAsync(NodeMethods.NodeStageVolume, stage, Limit, stop));
        await TimeAsync("NodePublishVolume", _channel.CallAsync(NodeMethods.NodePublishVolume, publish, Limit, stop));
        await TimeAsync("NodePublishVolume again", _channel.CallAsync(NodeMethods.NodePublishVolume, publish, Limit, stop));
        await TimeAsync("NodeUnpublishVolume", _channel.CallAsync(NodeMethods.NodeUnpublishVolume, unpublish, Limit, stop));
        await TimeAsync("NodeUnstageVolume", _channel.CallAsync(NodeMethods.NodeUnstageVolume, unstage, Limit, stop));
        await TimeAsync("DeleteVolume", _channel.CallAsync(ControllerMethods.DeleteVolume, new() { VolumeId = volume.VolumeId }, Limit, stop));
    }

    private async Task<T> TimeAsync<T>(string name, ValueTask<T> call)
    {
        var start = TimeProvider.System.GetTimestamp();
        var result = await call;
        if (!_times.TryGetValue(name, out var times))
            _times[name] = times = [];
        times.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        return result;
    }
}
