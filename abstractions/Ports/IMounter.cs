using CsiHost.Abstractions.Mounts;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Abstractions.Ports;

/// <summary>
/// Mount operations, for a plugin's own step handlers. Each runs off the caller's thread, so a dead server never blocks it: when the token
/// fires the call returns, and the operation is left behind.
/// </summary>
public interface IMounter
{
    /// <summary>Mounts a file system.</summary>
    /// <param name="step">What to mount; <see cref="MountStep.SharedKey"/> is ignored.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask MountAsync(FileSystemMountStep step, CancellationToken cancellationToken);

    /// <summary>Binds a directory, file or device.</summary>
    /// <param name="step">What to bind; <see cref="MountStep.SharedKey"/> is ignored.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask BindAsync(BindMountStep step, CancellationToken cancellationToken);

    /// <summary>Unmounts everything stacked at a path. Nothing mounted there is no error.</summary>
    /// <param name="path">Absolute path; links are not followed.</param>
    /// <param name="policy">How hard.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask UnmountAsync(string path, UnmountPolicy policy, CancellationToken cancellationToken);

    /// <summary>
    /// Opens <c>/dev/fuse</c> and mounts it, returning the descriptor that a FUSE server reads. <c>fd</c>, <c>rootmode</c>,
    /// <c>user_id</c> and <c>group_id</c> are added to the options.
    /// </summary>
    /// <param name="source">The source shown in the mount table.</param>
    /// <param name="target">Absolute path of an existing directory.</param>
    /// <param name="fileSystemType">The type, for example <c>fuse</c> or <c>fuse.NAME</c>.</param>
    /// <param name="options">Further options, for example <c>allow_other</c>, <c>nosuid</c>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The descriptor; dispose it after handing it over.</returns>
    ValueTask<SafeFileHandle> MountFuseAsync(
        string source, string target, string fileSystemType, IReadOnlyList<string> options, CancellationToken cancellationToken);
}
