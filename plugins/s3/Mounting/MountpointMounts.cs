using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>Finds the mounts of mount-s3 in the mount table. It never touches the file systems behind them.</summary>
internal sealed class MountpointMounts(IMountTable table)
{
    /// <summary>What mount-s3's file systems are called in the mount table, by every version of the driver.</summary>
    public const string DeviceName = "mountpoint-s3";

    /// <summary>The mount at a path; null when there is none, or another file system's.</summary>
    public MountEntry? Find(string path) => table.Find(path) is { } entry && IsOurs(entry) ? entry : null;

    /// <summary>The other mounts that show the same: the binds of a source, or the source of a bind.</summary>
    public IReadOnlyList<MountEntry> OthersOf(MountEntry mount) =>
        [.. table.Read().Where(entry => entry.Device == mount.Device && entry.Root == mount.Root && entry.MountPoint != mount.MountPoint)];

    public static bool IsOurs(MountEntry entry) => entry.Source == DeviceName;
}
