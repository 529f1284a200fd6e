using System.Reflection;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Findings;
using CsiHost.Plugins.Inspection;
using CsiHost.Plugins.Loading;
using CsiHost.Plugins.Manifests;

namespace CsiHost.Plugins.Checks;

/// <summary>A folder that should be a plugin, and what its files say. No code of it has run, until <see cref="Load"/>.</summary>
internal sealed class PluginCandidate(string directory)
{
    private readonly Lock _loading = new();
    private Assembly? _assembly;

    /// <summary>Absolute path of the plugin's folder.</summary>
    public string Directory { get; } = directory;

    /// <summary>The folder's name, by which findings name the plugin even when its manifest cannot be read.</summary>
    public string Folder { get; } = Path.GetFileName(directory);

    /// <summary>The id; the folder's name while that is all there is.</summary>
    public string Id => Manifest?.Id ?? Folder;

    public PluginManifest? Manifest { get; init; }

    /// <summary>SHA-256 of <c>plugin.json</c>; empty when there is none.</summary>
    public string ManifestHash { get; init; } = "";

    public AssemblyFacts? Facts { get; init; }

    /// <summary>What is wrong with this folder taken alone.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The plugin's identity. Only for a candidate with a manifest.</summary>
    public PluginInfo Info => new() { Id = Id, Version = Manifest!.Version, ContractVersion = Manifest.Contract };

    /// <summary>Absolute paths of the assemblies and native libraries. Only for a candidate with a manifest.</summary>
    public IReadOnlyList<string> CodeFiles =>
        [.. Manifest!.Files.Keys.Where(static file => Path.GetExtension(file) is ".dll" or ".so").Order(StringComparer.Ordinal).Select(file => Path.Combine(Directory, file))];

    /// <summary>
    /// Loads the entry assembly into a context of its own, once: a drop-in command and the plugin it belongs to share their types.
    /// </summary>
    public Assembly Load()
    {
        lock (_loading)
            return _assembly ??= new PluginLoadContext(Id, new PluginFiles(Directory, Manifest!.Files)).LoadFromAssemblyPath(Path.Combine(Directory, Manifest.Entry));
    }
}
