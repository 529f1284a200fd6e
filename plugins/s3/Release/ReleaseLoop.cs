using System.Collections.Concurrent;
using CsiHost.Abstractions.Plugins;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.S3.Files;
using CsiHost.Plugins.S3.Pods;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.S3.Release;

/// <summary>
/// Looks for Mountpoint Pods that are to be released: at each change of one, once a minute, and every two minutes also for sources whose pod is gone. One
/// pod that takes its time holds up no other.
/// </summary>
[CsiService]
internal sealed partial class ReleaseLoop(
    SourceRelease release, ClusterView view, NodePaths paths, IHostInfo host, TimeProvider time, ILogger<ReleaseLoop> logger)
    : IPluginLifecycle, IDisposable
{
    private static readonly TimeSpan Resync = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (host.ServesNode)
        {
            view.OnPod = Look;
            foreach (var pod in view.Pods.Values)
                Look(pod);
            _loop = RunAsync();
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        view.OnPod = static _ => { };
        await _stopping.CancelAsync();
        await Task.WhenAll([_loop, .. _running.Values]).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Resync, time);
        for (var round = 1; await timer.WaitForNextTickAsync(_stopping.Token); round++)
        {
            if (!view.IsWatching)
                continue;
            foreach (var pod in view.Pods.Values)
                Look(pod);
            if (round % 2 == 0)
                LookForDangling();
        }
    }

    private void Look(MountpointPod pod)
    {
        if (SourceRelease.IsWanted(pod))
            Start(pod.Name, () => release.ReleaseAsync(pod, _stopping.Token));
    }

    private void LookForDangling()
    {
        if (!Directory.Exists(paths.Sources))
            return;
        // Names and kinds come from the folder that holds them: nothing that is mounted there is asked.
        foreach (var name in Directory.EnumerateDirectories(paths.Sources).Select(Path.GetFileName))
        {
            if (name is not null && NodePaths.IsName(name) && view.Pods.Find(name) is null)
                Start(name, () => release.ReleaseDanglingAsync(name, _stopping.Token));
        }
    }

    private void Start(string podName, Func<Task> work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_running.TryAdd(podName, done.Task))
            _ = Task.Run(() => RunAsync(podName, work, done), CancellationToken.None);
    }

    private async Task RunAsync(string podName, Func<Task> work, TaskCompletionSource done)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            Log.Failed(logger, podName, exception);
        }
        finally
        {
            _running.TryRemove(podName, out _);
            done.SetResult();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1030, LogLevel.Error, "Mountpoint Pod {Pod} could not be released; it is tried again later")]
        public static partial void Failed(ILogger logger, string pod, Exception exception);
    }
}
