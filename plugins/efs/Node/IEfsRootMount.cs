using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.Efs.Node;

/// <summary>Mounts the root of a file system for the controller's own use: to make or remove directories in it.</summary>
internal interface IEfsRootMount
{
    /// <summary>Mounts, unless the directory is a mount point already.</summary>
    /// <exception cref="CsiException">It could not be mounted; nothing is left behind.</exception>
    ValueTask MountAsync(RootMountRequest request, CancellationToken cancellationToken);

    /// <summary>Unmounts and ends the tunnel. A directory that is not mounted is no error. The directory itself stays.</summary>
    /// <exception cref="CsiException">It is still mounted.</exception>
    ValueTask UnmountAsync(RootMountRequest request, CancellationToken cancellationToken);
}
