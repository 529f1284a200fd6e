using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Plugins.Ports;

/// <summary>
/// Says at debug level what a plugin is about to mount. Before, not after: an operation that hangs is the one to know of. Options are
/// left out, because a plugin may put a credential there.
/// </summary>
internal sealed partial class LoggedMounter(IMounter inner, ILogger<LoggedMounter> logger) : IMounter
{
    public ValueTask MountAsync(FileSystemMountStep step, CancellationToken cancellationToken)
    {
        LogMount(step.FileSystemType, step.Source, step.Target);
        return inner.MountAsync(step, cancellationToken);
    }

    public ValueTask BindAsync(BindMountStep step, CancellationToken cancellationToken)
    {
        LogMount("bind", step.Source, step.Target);
        return inner.BindAsync(step, cancellationToken);
    }

    public ValueTask UnmountAsync(string path, UnmountPolicy policy, CancellationToken cancellationToken)
    {
        LogUnmount(path);
        return inner.UnmountAsync(path, policy, cancellationToken);
    }

    public ValueTask<SafeFileHandle> MountFuseAsync(
        string source, string target, string fileSystemType, IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        LogMount(fileSystemType, source, target);
        return inner.MountFuseAsync(source, target, fileSystemType, options, cancellationToken);
    }
}
