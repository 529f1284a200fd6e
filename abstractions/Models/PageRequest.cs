using CsiHost.Abstractions.Errors;

namespace CsiHost.Abstractions.Models;

/// <summary>Which page of a listing is asked for.</summary>
public sealed record PageRequest
{
    /// <summary>At most so many entries; 0 means all.</summary>
    public int MaxEntries { get; init; }

    /// <summary>Where to go on; empty means the beginning.</summary>
    public string StartingToken { get; init; } = "";

    /// <summary>
    /// Cuts this page out of a list sorted by a unique key (ordinal). The token is the last key of a page behind a marker, so entries that
    /// come or go between two pages neither shift nor repeat the others.
    /// </summary>
    /// <typeparam name="T">The entry.</typeparam>
    /// <param name="entries">All entries, in any order.</param>
    /// <param name="key">The unique key of an entry.</param>
    /// <exception cref="CsiException">The token was not made by this method (InvalidToken).</exception>
    public Page<T> Cut<T>(IEnumerable<T> entries, Func<T, string> key)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(key);
        const string marker = "after:";
        if (StartingToken.Length > 0 && !StartingToken.StartsWith(marker, StringComparison.Ordinal))
            throw CsiErrors.InvalidToken(StartingToken);
        var after = StartingToken.Length == 0 ? "" : StartingToken[marker.Length..];
        var rest = entries.Where(entry => after.Length == 0 || string.CompareOrdinal(key(entry), after) > 0)
            .OrderBy(key, StringComparer.Ordinal).ToList();
        if (MaxEntries == 0 || rest.Count <= MaxEntries)
            return new Page<T> { Entries = rest };
        var page = rest[..MaxEntries];
        return new Page<T> { Entries = page, NextToken = marker + key(page[^1]) };
    }
}
