using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.TestKit.Fakes;

/// <summary>A mounter that only keeps a table, and fails where a test says so.</summary>
public sealed class FakeMounter : IMounter
{
    private int _lastDevice = 100;

    /// <summary>The mounts.</summary>
    public FakeMountTable Table { get; } = new();

    /// <summary>Called first in each operation with its name (<c>mount</c>, <c>bind</c>, <c>unmount</c>, <c>fuse</c>) and target; throw from here to make it fail.</summary>
    public Action<string, string> OnOperation { get; set; } = static (_, _) => { };

    /// <inheritdoc/>
    public ValueTask MountAsync(FileSystemMountStep step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        OnOperation("mount", step.Target);
        Table.Add(step.Target, step.FileSystemType, step.Source, $"0:{++_lastDevice}", "/", step.Options);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask BindAsync(BindMountStep step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        OnOperation("bind", step.Target);
        Table.AddBind(step.Source, step.Target, step.ReadOnly);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask UnmountAsync(string path, UnmountPolicy policy, CancellationToken cancellationToken)
    {
        OnOperation("unmount", path);
        while (Table.Remove(path))
        {
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Adds the mount; the descriptor is of <c>/dev/null</c>, so a test can pass it on.</summary>
    /// <param name="source">The source.</param>
    /// <param name="target">The mount point.</param>
    /// <param name="fileSystemType">The type.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Not used.</param>
    public ValueTask<SafeFileHandle> MountFuseAsync(
        string source, string target, string fileSystemType, IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        OnOperation("fuse", target);
        if (Table.Find(target) is not null)
            throw CsiErrors.FailedPrecondition($"{target} is mounted already");
        Table.Add(target, fileSystemType, source, $"0:{++_lastDevice}", "/", options);
        return ValueTask.FromResult(File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));
    }
}
