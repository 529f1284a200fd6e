namespace CsiHost.Plugins.Locking;

/// <summary>One plugin of a locked composition.</summary>
internal sealed record LockEntry
{
    public required string Id { get; init; }

    public required string Version { get; init; }

    /// <summary>SHA-256 of the plugin's <c>plugin.json</c>, which in turn holds the hashes of all its files.</summary>
    public required string Manifest { get; init; }

    /// <summary>When true, the host does not run without this plugin.</summary>
    public required bool Required { get; init; }
}
