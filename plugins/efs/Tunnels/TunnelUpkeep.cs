using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Plugins;
using CsiHost.Abstractions.Ports;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>
/// Looks after the tunnels: brings them back at start, closes those whose mounts were taken away behind the driver's back, and resets those whose
/// mounts hang. Nothing here touches a mount but the probe, which never blocks its caller.
/// </summary>
[CsiService]
internal sealed partial class TunnelUpkeep(
    NodeTunnels tunnels,
    TunnelOpener opener,
    ITunnelSettings settings,
    IMountTable table,
    IFileSystemProbe probe,
    TimeProvider time,
    ILogger<TunnelUpkeep> logger) : IPluginLifecycle, IDisposable
{
    /// <summary>One look may fall into a remount.</summary>
    private const int MissesBeforeClosing = 3;

    /// <summary>A mount that is being made is not in the table yet, and making it may take minutes.</summary>
    private const int MissesBeforeFirstSight = 30;

    private const int ProbesAtATime = 8;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;
    private Task _probes = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await tunnels.RecoverAllAsync(cancellationToken);
        _ = WarmUpAsync();
        _loop = RunAsync();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _loop;
        await tunnels.StopAsync();
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>Looks at all tunnels once.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var open = tunnels.Open;
        if (open.Count == 0)
            return;
        var mounts = LocalMounts.Read(table);
        var points = mounts.Select(mount => mount.MountPoint).ToHashSet(StringComparer.Ordinal);
        var ports = mounts.Select(mount => mount.Port).ToHashSet();
        foreach (var tunnel in open)
        {
            var record = tunnel.Record;
            var isUsed = ports.Contains(record.Port) || (!record.IsReleased && points.Contains(record.Request.Target));
            tunnel.Missed = isUsed ? 0 : tunnel.Missed + 1;
            tunnel.WasSeen |= isUsed;
            if (!isUsed && (record.IsReleased || tunnel.Missed >= (tunnel.WasSeen ? MissesBeforeClosing : MissesBeforeFirstSight)))
            {
                Log.MountGone(logger, record.Name, record.Request.Target);
                await tunnels.ForgetAsync(tunnel, cancellationToken);
            }
        }

        // Probes that still run have hung mounts to wait for; the next look asks again.
        if (_probes.IsCompleted)
            _probes = ProbeAsync([.. open.Where(tunnel => IsDue(tunnel) && points.Contains(tunnel.Record.Request.Target))], cancellationToken);
    }

    /// <summary>Completes when the probes that the last look began have ended.</summary>
    internal Task WhenProbedAsync() => _probes;

    private bool IsDue(OpenTunnel tunnel) =>
        tunnel is { Tunnel: not null, Settings.ChecksHealth: true } && time.GetUtcNow() - tunnel.CheckedAt >= tunnel.Settings.HealthInterval;

    private Task ProbeAsync(IReadOnlyList<OpenTunnel> due, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = ProbesAtATime, CancellationToken = cancellationToken };
        return due.Count == 0 ? Task.CompletedTask : Parallel.ForEachAsync(due, options, async (tunnel, cancel) =>
        {
            tunnel.CheckedAt = time.GetUtcNow();
            if (await probe.CheckAsync(tunnel.Record.Request.Target, cancel) != MountHealth.Unresponsive || tunnel.Tunnel is not { } carrier)
                return;
            Log.Hangs(logger, tunnel.Record.Name, tunnel.Record.Request.Target);
            await carrier.ResetAsync();
        });
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Period, time);
        while (true)
        {
            try
            {
                if (!await timer.WaitForNextTickAsync(_stopping.Token))
                    return;
                await LookAsync(_stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.LookFailed(logger, exception);
            }
        }
    }

    private async Task WarmUpAsync()
    {
        try
        {
            await opener.WarmUpAsync(settings.Read(isS3Files: false));
        }
        catch (Exception exception)
        {
            // The first mount meets the same problem and reports it to its caller.
            Log.NoKey(logger, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3050, LogLevel.Information, "Tunnel {Tunnel}: {Target} is not mounted any more, closing")]
        public static partial void MountGone(ILogger logger, string tunnel, string target);

        [LoggerMessage(3051, LogLevel.Warning, "Tunnel {Tunnel}: {Target} does not answer; its connections are broken off, so that the client connects anew")]
        public static partial void Hangs(ILogger logger, string tunnel, string target);

        [LoggerMessage(3052, LogLevel.Error, "The tunnels could not be looked after; trying again")]
        public static partial void LookFailed(ILogger logger, Exception exception);

        [LoggerMessage(3053, LogLevel.Warning, "The client key is not ready: {Reason}")]
        public static partial void NoKey(ILogger logger, string reason);
    }
}
