namespace CsiHost.Abstractions.Plugins;

/// <summary>A plugin's identity, as read from its manifest.</summary>
public sealed record PluginInfo
{
    /// <summary>The id of <see cref="CsiPluginAttribute"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The plugin's own version (SemVer).</summary>
    public required string Version { get; init; }

    /// <summary>The <c>major.minor</c> of the contract it was built against.</summary>
    public required string ContractVersion { get; init; }
}
