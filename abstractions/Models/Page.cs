namespace CsiHost.Abstractions.Models;

/// <summary>One page of a listing.</summary>
/// <typeparam name="T">The entry.</typeparam>
public sealed record Page<T>
{
    /// <summary>The entries; never more than the request's limit.</summary>
    public required IReadOnlyList<T> Entries { get; init; }

    /// <summary>A token that continues after the last entry; empty at the end.</summary>
    public string NextToken { get; init; } = "";
}
