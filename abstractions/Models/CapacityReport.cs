namespace CsiHost.Abstractions.Models;

/// <summary>Room for new volumes.</summary>
public sealed record CapacityReport
{
    /// <summary>Bytes that can be provisioned.</summary>
    public required long AvailableBytes { get; init; }

    /// <summary>The largest single volume in bytes, when known.</summary>
    public long? MaximumVolumeBytes { get; init; }

    /// <summary>The smallest single volume in bytes, when known.</summary>
    public long? MinimumVolumeBytes { get; init; }
}
