namespace CsiHost.Abstractions.Models;

/// <summary>A volume's usage; at least one of the two must be set.</summary>
public sealed record VolumeStats
{
    /// <summary>Usage in bytes.</summary>
    public VolumeUsage? Bytes { get; init; }

    /// <summary>Usage in inodes.</summary>
    public VolumeUsage? Inodes { get; init; }
}
