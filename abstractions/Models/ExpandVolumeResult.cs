namespace CsiHost.Abstractions.Models;

/// <summary>A volume after growing.</summary>
public sealed record ExpandVolumeResult
{
    /// <summary>The size now, in bytes.</summary>
    public required long CapacityBytes { get; init; }

    /// <summary>Whether the node must still grow the file system.</summary>
    public bool NodeExpansionRequired { get; init; }
}
