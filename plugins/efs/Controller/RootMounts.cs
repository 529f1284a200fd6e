using CsiHost.Plugins.Efs.Aws;
using CsiHost.Plugins.Efs.Node;
using CsiHost.Plugins.Efs.Volumes;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>
/// Mounts the root of a file system while somebody needs it: calls in parallel share one mount, the last one unmounts. What an earlier process left
/// mounted is used and then unmounted.
/// </summary>
internal sealed partial class RootMounts(IEfsRootMount mounter, IAwsClients clients, INodeMetadata metadata, RootMountOptions options, ILogger<RootMounts> logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Runs work in the mounted root.</summary>
    public async ValueTask<T> UseAsync<T>(
        StorageKind kind, string fileSystemId, CrossAccount crossAccount, Func<string, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var all = RunAsync(kind, fileSystemId, crossAccount, work, cancellationToken);
        try
        {
            // A server that does not answer holds the work, not the call.
            return await all.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!all.IsCompleted)
        {
            _ = LogLateAsync(all, fileSystemId);
            throw;
        }
    }

    private async Task<T> RunAsync<T>(
        StorageKind kind, string fileSystemId, CrossAccount crossAccount, Func<string, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var entry = Enter(fileSystemId);
        try
        {
            var request = await MountAsync(entry, kind, fileSystemId, crossAccount, cancellationToken);
            return await Task.Run(() => work(request.Directory, cancellationToken), CancellationToken.None);
        }
        finally
        {
            await LeaveAsync(entry, fileSystemId);
        }
    }

    // Nobody waits for it any more, so its failure is told here.
    private async Task LogLateAsync(Task work, string fileSystemId)
    {
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (work.Exception is { InnerException: { } problem })
            LogLate(logger, fileSystemId, problem.Message);
    }

    private Entry Enter(string fileSystemId)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(fileSystemId, out var entry))
                _entries[fileSystemId] = entry = new Entry();
            entry.Users++;
            return entry;
        }
    }

    private async ValueTask<RootMountRequest> MountAsync(
        Entry entry, StorageKind kind, string fileSystemId, CrossAccount crossAccount, CancellationToken cancellationToken)
    {
        await entry.Turn.WaitAsync(cancellationToken);
        try
        {
            if (entry.Mounted is { } mounted)
                return mounted;
            var request = new RootMountRequest
            {
                Kind = kind,
                FileSystemId = fileSystemId,
                Directory = Path.Combine(options.Directory, fileSystemId),
                Options = await OptionsAsync(kind, fileSystemId, crossAccount, cancellationToken),
            };
            await mounter.MountAsync(request, cancellationToken);
            return entry.Mounted = request;
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    // Not bound to the caller's token: what was mounted must be unmounted.
    private async ValueTask LeaveAsync(Entry entry, string fileSystemId)
    {
        await entry.Turn.WaitAsync(CancellationToken.None);
        try
        {
            lock (_gate)
            {
                if (entry.Users > 1 || entry.Mounted is null)
                {
                    if (--entry.Users == 0)
                        _entries.Remove(fileSystemId);
                    return;
                }
            }
            var request = entry.Mounted;
            entry.Mounted = null;
            try
            {
                await mounter.UnmountAsync(request, CancellationToken.None);
                if (Directory.Exists(request.Directory))
                    Directory.Delete(request.Directory);
            }
            finally
            {
                lock (_gate)
                {
                    if (--entry.Users == 0)
                        _entries.Remove(fileSystemId);
                }
            }
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    private async ValueTask<IReadOnlyList<string>> OptionsAsync(StorageKind kind, string fileSystemId, CrossAccount crossAccount, CancellationToken cancellationToken)
    {
        if (crossAccount.Role is not { } role || kind == StorageKind.S3Files)
            return ["tls", "iam"];
        if (crossAccount.UsesDns)
            return ["tls", "iam", "crossaccount"];
        try
        {
            var targets = await clients.GetFileSystems(kind, role).DescribeMountTargetsAsync(fileSystemId, cancellationToken);
            var zone = (await metadata.GetAsync(cancellationToken)).Zone;
            var target = targets.FirstOrDefault(target => target.IsAvailable && target.Zone == zone) ?? targets.FirstOrDefault(static target => target.IsAvailable);
            return target is null ? ["tls", "iam"] : ["tls", "iam", $"mounttargetip={MountTargetContext.AddressOf(target)}"];
        }
        catch (Exception e) when (e is AwsException or Abstractions.Errors.CsiException)
        {
            // DNS may still find it.
            LogNoTarget(logger, fileSystemId, e.Message);
            return ["tls", "iam"];
        }
    }

    [LoggerMessage(1004, LogLevel.Warning, "Mounting {FileSystem} without the address of a mount target: {Problem}")]
    private static partial void LogNoTarget(ILogger logger, string fileSystem, string problem);

    [LoggerMessage(1005, LogLevel.Warning, "Work in the root of {FileSystem} failed after its call had ended: {Problem}")]
    private static partial void LogLate(ILogger logger, string fileSystem, string problem);

    private sealed class Entry
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public int Users { get; set; }

        public RootMountRequest? Mounted { get; set; }
    }
}
