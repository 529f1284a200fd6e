using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.Local.Store;

namespace CsiHost.Plugins.Local.Node;

/// <summary>
/// Measures volumes on the node. Usage is that of the whole file system, because counting a directory's files would read all of it; all
/// volumes of a node therefore report the same.
/// </summary>
[CsiBackend(LocalPlugin.DriverName)]
internal sealed class LocalStats(LocalStore store, VolumeMounts mounts, IFileSystemProbe probe)
    : INodeVolumeStats, INodeVolumeHealth, INodeExpander
{
    public ValueTask<VolumeStats> GetStatsAsync(StatsRequest request, CancellationToken cancellationToken)
    {
        Find(request.VolumeId, request.VolumePath);
        return probe.GetUsageAsync(request.VolumePath.Value, cancellationToken);
    }

    public ValueTask<VolumeCondition> GetConditionAsync(StatsRequest request, CancellationToken cancellationToken)
    {
        var isThere = Directory.Exists(store.Volumes.DataPath(Find(request.VolumeId, request.VolumePath).Id));
        return ValueTask.FromResult(new VolumeCondition
        {
            IsAbnormal = !isThere,
            Message = isThere ? "the volume is in place" : "the volume's data folder is gone",
        });
    }

    /// <summary>A directory has nothing to grow: the recorded size is the size.</summary>
    public ValueTask<long> ExpandAsync(NodeExpandRequest request, CallContext call, CancellationToken cancellationToken)
    {
        var record = Find(request.VolumeId, request.VolumePath);
        return request.Capacity is { } range && range.RequiredBytes > record.CapacityBytes
            ? throw CsiErrors.OutOfRange($"volume {record.Id} has {record.CapacityBytes} bytes; expand it on the controller first")
            : ValueTask.FromResult(record.CapacityBytes);
    }

    private VolumeRecord Find(VolumeId id, AbsolutePath path)
    {
        var record = store.Volumes.Find(id.Value) ?? throw LocalErrors.NoVolume(id.Value);
        return mounts.IsShownAt(store.Volumes.DataPath(record.Id), path.Value)
            ? record
            : throw CsiErrors.NotFound($"volume {id} is neither staged nor published at {path}");
    }
}
