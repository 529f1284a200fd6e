using CsiHost.S3Engine.Tests.Support;
using CsiHost.StandIns.S3;

namespace CsiHost.S3Engine.Tests.Rows;

/// <summary>One mount for each set of flags that the rows of a class ask for; the rows keep apart by a directory each.</summary>
public sealed class RowMounts : IAsyncLifetime
{
    private readonly Dictionary<string, MountedBucket> _mounts = [];

    public Task InitializeAsync() => Task.CompletedTask;

    internal async Task<RowContext> EnterAsync(string id, string flags)
    {
        if (_mounts.TryGetValue(flags, out var mount) && mount.Engine.HasExited)
        {
            _mounts.Remove(flags);
            await mount.DisposeAsync();
            mount = null;
        }
        if (mount is null)
        {
            var words = flags.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var isDirectoryBucket = words.Contains("XZ");
            mount = _mounts[flags] = await MountedBucket.StartAsync([.. words.Where(word => word != "XZ"), .. isDirectoryBucket ? new[] { "--bucket-type", "directory" } : []],
                options: new S3StandInOptions { IsDirectoryBucket = isDirectoryBucket });
        }
        mount.S3.Faults.Clear();
        mount.S3.Options.Refuse = null;
        mount.S3.Store.Put($"{id}/here", "x");
        mount.S3.TakeRequests();
        return new RowContext(mount, id);
    }

    public async Task DisposeAsync()
    {
        foreach (var mount in _mounts.Values)
            await mount.DisposeAsync();
    }
}
