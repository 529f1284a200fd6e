namespace CsiHost.Abstractions.Models;

/// <summary>One way in which a volume is to be used.</summary>
public sealed record VolumeCapability
{
    /// <summary>Who may read and write.</summary>
    public required AccessMode AccessMode { get; init; }

    /// <summary>File system or block device.</summary>
    public AccessType AccessType { get; init; }

    /// <summary>The file system asked for; empty means the backend's choice. Always empty for block access.</summary>
    public string FileSystemType { get; init; } = "";

    /// <summary>Mount options in the order given. May be sensitive: do not log.</summary>
    public IReadOnlyList<string> MountFlags { get; init; } = [];

    /// <summary>A group id as decimal text that must own the volume's files; empty without.</summary>
    public string VolumeMountGroup { get; init; } = "";

    /// <summary>Whether both describe the same use: every field equal, flags in any order.</summary>
    /// <param name="other">The capability to compare with.</param>
    public bool IsSameUseAs(VolumeCapability other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return AccessMode == other.AccessMode && AccessType == other.AccessType && FileSystemType == other.FileSystemType
            && VolumeMountGroup == other.VolumeMountGroup
            && MountFlags.Order(StringComparer.Ordinal).SequenceEqual(other.MountFlags.Order(StringComparer.Ordinal));
    }
}
