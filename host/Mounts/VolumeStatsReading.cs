using CsiHost.Abstractions.Models;

namespace CsiHost.Mounts;

/// <summary>What is known of a volume.</summary>
internal sealed record VolumeStatsReading
{
    public required VolumeStats Stats { get; init; }

    /// <summary>Null when nobody judged.</summary>
    public VolumeCondition? Condition { get; init; }
}
