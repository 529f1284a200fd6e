namespace CsiHost.Plugins.Efs.Controller;

/// <summary>Where the controller mounts file systems for itself.</summary>
/// <param name="Directory">The directory of the mount points.</param>
internal sealed record RootMountOptions(string Directory)
{
    public static RootMountOptions Default { get; } = new("/var/lib/csi/pv");
}
