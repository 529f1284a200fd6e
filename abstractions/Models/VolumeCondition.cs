namespace CsiHost.Abstractions.Models;

/// <summary>A volume's health, for people.</summary>
public sealed record VolumeCondition
{
    /// <summary>True when something is wrong.</summary>
    public required bool IsAbnormal { get; init; }

    /// <summary>A sentence.</summary>
    public required string Message { get; init; }
}
