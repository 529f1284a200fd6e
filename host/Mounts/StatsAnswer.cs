using CsiHost.Abstractions.Models;

namespace CsiHost.Mounts;

/// <summary>A volume's figures and, when something is to be said about it, its condition.</summary>
internal sealed record StatsAnswer
{
    public required VolumeStats Stats { get; init; }

    /// <summary>Null when the driver does not judge health and nothing is wrong.</summary>
    public VolumeCondition? Condition { get; init; }

    /// <summary>Whether the figures are an earlier measurement, because the volume does not answer now.</summary>
    public bool IsStale { get; init; }
}
