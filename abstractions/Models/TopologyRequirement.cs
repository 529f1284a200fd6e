namespace CsiHost.Abstractions.Models;

/// <summary>Where a volume must or should be reachable from. Each entry is a set of segments (key, value) that hold together.</summary>
public sealed record TopologyRequirement
{
    /// <summary>The volume must be reachable from at least one of these; empty means anywhere.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Requisite { get; init; } = [];

    /// <summary>Try these first, in this order.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Preferred { get; init; } = [];
}
