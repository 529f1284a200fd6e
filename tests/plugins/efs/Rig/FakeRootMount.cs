using System.Collections.Concurrent;
using CsiHost.Plugins.Efs.Node;

namespace CsiHost.Plugins.Efs.Tests.Rig;

/// <summary>Mounts a folder instead of a file system, by a link.</summary>
internal sealed class FakeRootMount(string store) : IEfsRootMount
{
    private readonly ConcurrentQueue<string> _calls = new();

    public IReadOnlyList<string> Calls => [.. _calls];

    public Exception? MountFailure { get; set; }

    public Exception? UnmountFailure { get; set; }

    /// <summary>The root of a file system.</summary>
    public string RootOf(string fileSystem) => Directory.CreateDirectory(Path.Combine(store, fileSystem)).FullName;

    public ValueTask MountAsync(RootMountRequest request, CancellationToken cancellationToken)
    {
        _calls.Enqueue($"mount {request.FileSystemId} {string.Join(',', request.Options)}");
        if (MountFailure is { } failure)
            throw failure;
        if (!Directory.Exists(request.Directory))
            Directory.CreateSymbolicLink(request.Directory, RootOf(request.FileSystemId));
        return ValueTask.CompletedTask;
    }

    public ValueTask UnmountAsync(RootMountRequest request, CancellationToken cancellationToken)
    {
        _calls.Enqueue("unmount " + request.FileSystemId);
        if (UnmountFailure is { } failure)
            throw failure;
        Directory.Delete(request.Directory);
        return ValueTask.CompletedTask;
    }
}
