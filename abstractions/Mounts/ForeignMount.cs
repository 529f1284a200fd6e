using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Mounts;

/// <summary>A mount at a target path of this driver that the host has no record of, for example one made by the driver it replaced.</summary>
public sealed record ForeignMount
{
    /// <summary>The path.</summary>
    public required AbsolutePath Path { get; init; }

    /// <summary>The volume, when a call named it.</summary>
    public VolumeId? VolumeId { get; init; }

    /// <summary>Its line in the mount table.</summary>
    public required MountEntry Entry { get; init; }
}
