using System.Collections.Concurrent;
using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;
using CsiHost.Mounts.Records;

namespace CsiHost.Mounts;

/// <summary>
/// Measures volumes within a limit. One that does not answer gets its last figures and an abnormal condition, and holds neither the request
/// nor more than one measurement however often it is asked.
/// </summary>
internal sealed class VolumeStatsReader(IFileSystemProbe probe, IMountTable table, IPublishStore store, TimeProvider time, TimeSpan limit)
    : IVolumeStatsReader
{
    private const int MaxRemembered = 4096;
    private readonly ConcurrentDictionary<string, VolumeStats> _last = new(StringComparer.Ordinal);
    private readonly SharedCalls<string, VolumeStatsReading> _measuring = new();

    public VolumeStatsReader(MountServices services)
        : this(services.Probe, services.Table, services.Store, services.Time, TimeSpan.FromSeconds(10))
    {
    }

    /// <summary>Measures.</summary>
    /// <exception cref="CsiException">Not there (NotFound), or silent and never measured before (Unavailable).</exception>
    public async ValueTask<VolumeStatsReading> ReadAsync(
        StatsRequest request, INodeVolumeStats stats, INodeVolumeHealth? health, CancellationToken cancellationToken)
    {
        var path = request.VolumePath.Value;
        CheckRecord(request);
        switch (await probe.CheckAsync(path, cancellationToken))
        {
            case MountHealth.Missing:
                _last.TryRemove(path, out _);
                throw CsiErrors.NotFound($"volume {request.VolumeId} is not at {path}");
            case MountHealth.Dead:
                return Stale(request, "has lost its server");
            case MountHealth.Unresponsive:
                return Stale(request, "does not answer");
            default:
                break;
        }

        try
        {
            // On the pool and shared: a backend that blocks holds one thread a path, not one a call.
            return await _measuring.Join(path, () => Task.Run(() => MeasureAsync(request, stats, health)))
                .WaitAsync(limit, time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Stale(request, $"could not be measured within {limit.TotalSeconds:0} s");
        }
    }

    private void CheckRecord(StatsRequest request)
    {
        var path = request.VolumePath.Value;
        if (store.Find(path) is not { } record)
            return;
        if (record.VolumeId.Length > 0 && record.VolumeId != request.VolumeId.Value)
            throw CsiErrors.NotFound($"volume {request.VolumeId} is not at {path}; that path shows volume {record.VolumeId}");
        if (record.Kind == RecordKind.Publish && table.Find(path) is null)
            throw CsiErrors.NotFound($"volume {request.VolumeId} is not mounted at {path} any more");
    }

    private async Task<VolumeStatsReading> MeasureAsync(StatsRequest request, INodeVolumeStats stats, INodeVolumeHealth? health)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        var measured = await stats.GetStatsAsync(request, deadline.Token);
        if (_last.Count >= MaxRemembered)
            _last.Clear();
        _last[request.VolumePath.Value] = measured;
        var condition = health is null ? null : await health.GetConditionAsync(request, deadline.Token);
        return new VolumeStatsReading { Stats = measured, Condition = condition };
    }

    private VolumeStatsReading Stale(StatsRequest request, string problem)
    {
        var message = $"volume {request.VolumeId} at {request.VolumePath} {problem}";
        return _last.TryGetValue(request.VolumePath.Value, out var last)
            ? new VolumeStatsReading { Stats = last, Condition = new VolumeCondition { IsAbnormal = true, Message = message } }
            : throw CsiErrors.Unavailable(message + ", and was never measured before");
    }
}
