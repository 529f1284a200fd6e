using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.Efs.Node.Usage;

/// <summary>
/// Finds in the background what volumes use: one walk a volume, so many at a time a file system, anew when a result is older than the refresh period. A walk
/// never delays a call, and ends before its mount is taken away.
/// </summary>
internal sealed partial class UsageWalks(EfsOptions options, ITreeSize tree, TimeProvider time, ILogger<UsageWalks> logger)
{
    private const int MaxRemembered = 4096;

    // On a dead file system a walk does not notice that it is to end, and the unmount must go on.
    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, VolumeUsageEntry> _volumes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SemaphoreSlim> _fileSystems = new(StringComparer.Ordinal);

    /// <summary>The bytes that were found last; null when there is no result yet. Starts a walk when one is due.</summary>
    public long? Find(string volume, string path, string fileSystem)
    {
        lock (_gate)
        {
            if (!_volumes.TryGetValue(volume, out var entry))
            {
                if (_volumes.Count >= MaxRemembered)
                    return null;
                _volumes.Add(volume, entry = new VolumeUsageEntry());
            }

            entry.Paths.Add(path);
            if (entry.Running is null && (entry.TriedAt is not { } last || time.GetUtcNow() - last >= TimeSpan.FromMinutes(options.VolumeMetricsRefreshMinutes)))
                entry.Running = Start(volume, entry, path, Slots(fileSystem));
            return entry.UsedBytes;
        }
    }

    /// <summary>Ends the walks through a path, and waits for them for a moment.</summary>
    public async ValueTask CancelAsync(string path, CancellationToken cancellationToken)
    {
        List<UsageWalk> running;
        lock (_gate)
            running = [.. _volumes.Values.Select(entry => entry.Running).OfType<UsageWalk>().Where(walk => walk.Path == path)];
        foreach (var walk in running)
        {
            await walk.Cancellation.CancelAsync();
            try
            {
                await walk.Ended.WaitAsync(CancelLimit, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                LogStuck(path);
            }
        }
    }

    /// <summary>A volume is not at a path any more. With the last path its result goes.</summary>
    public void Forget(string volume, string path)
    {
        lock (_gate)
        {
            if (_volumes.TryGetValue(volume, out var entry) && entry.Paths.Remove(path) && entry.Paths.Count == 0)
                _volumes.Remove(volume);
        }
    }

    /// <summary>Completes when the walk of a volume that runs now has ended.</summary>
    internal Task WhenEndedAsync(string volume)
    {
        lock (_gate)
            return _volumes.TryGetValue(volume, out var entry) && entry.Running is { } walk ? walk.Ended : Task.CompletedTask;
    }

    private SemaphoreSlim Slots(string fileSystem)
    {
        if (!_fileSystems.TryGetValue(fileSystem, out var slots))
            _fileSystems.Add(fileSystem, slots = new SemaphoreSlim(options.VolumeMetricsWalksPerFileSystem));
        return slots;
    }

    private UsageWalk Start(string volume, VolumeUsageEntry entry, string path, SemaphoreSlim slots)
    {
        var walk = new UsageWalk(path);
        walk.Ended = RunAsync(volume, entry, walk, slots);
        return walk;
    }

    private async Task RunAsync(string volume, VolumeUsageEntry entry, UsageWalk walk, SemaphoreSlim slots)
    {
        // The caller holds the gate.
        await Task.Yield();
        long? found = null;
        try
        {
            await slots.WaitAsync(walk.Cancellation.Token);
            try
            {
                found = await Task.Factory.StartNew(
                    () => tree.Measure(walk.Path, walk.Cancellation.Token), walk.Cancellation.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
            finally
            {
                slots.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // It is being unmounted.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogFailed(volume, exception.Message);
        }

        lock (_gate)
        {
            entry.Running = null;
            entry.TriedAt = walk.Cancellation.IsCancellationRequested ? entry.TriedAt : time.GetUtcNow();
            entry.UsedBytes = found ?? entry.UsedBytes;
        }
    }

    [LoggerMessage(2040, LogLevel.Warning, "What volume {Volume} uses could not be found: {Reason}")]
    private partial void LogFailed(string volume, string reason);

    [LoggerMessage(2041, LogLevel.Warning, "A walk through {Path} does not end; the file system does not answer, going on without it")]
    private partial void LogStuck(string path);
}
