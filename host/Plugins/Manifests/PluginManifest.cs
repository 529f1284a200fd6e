namespace CsiHost.Plugins.Manifests;

/// <summary>The content of <c>plugin.json</c>: generated when a plugin is published, never written at run time.</summary>
internal sealed record PluginManifest
{
    public const string FileName = "plugin.json";

    /// <summary>The format this host reads and writes.</summary>
    public const int CurrentSchema = 1;

    public required int Schema { get; init; }

    public required string Id { get; init; }

    /// <summary>The plugin's own SemVer.</summary>
    public required string Version { get; init; }

    /// <summary><c>major.minor</c> of the contract the plugin was compiled against.</summary>
    public required string Contract { get; init; }

    public required PluginKind Kind { get; init; }

    /// <summary>File name of the assembly with the entry attribute.</summary>
    public required string Entry { get; init; }

    public required IReadOnlyList<string> Drivers { get; init; }

    public required IReadOnlyList<string> Commands { get; init; }

    /// <summary>Ids of plugins that must be loaded before.</summary>
    public required IReadOnlyList<string> Requires { get; init; }

    /// <summary>SHA-256 in lower-case hex of every other file of the folder, by path with <c>/</c>.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }
}
