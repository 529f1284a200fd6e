namespace CsiHost.Abstractions.Models;

/// <summary>One unit of usage. Numbers are not negative.</summary>
public sealed record VolumeUsage
{
    /// <summary>All there is.</summary>
    public required long Total { get; init; }

    /// <summary>What is used.</summary>
    public long Used { get; init; }

    /// <summary>What is left for an ordinary user.</summary>
    public long Available { get; init; }
}
