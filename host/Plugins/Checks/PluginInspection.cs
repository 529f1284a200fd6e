using CsiHost.Plugins.Findings;
using CsiHost.Plugins.Locking;
using CsiHost.Plugins.Manifests;

namespace CsiHost.Plugins.Checks;

/// <summary>Everything that can be known about a folder of plugins without running any of their code.</summary>
internal sealed record PluginInspection
{
    public required string Directory { get; init; }

    /// <summary>Null when the folder has no lock: then every plugin in it is required.</summary>
    public LockFile? Lock { get; init; }

    /// <summary>SHA-256 of the lock; empty without one.</summary>
    public string LockDigest { get; init; } = "";

    /// <summary>Every folder, by name.</summary>
    public required IReadOnlyList<PluginCandidate> Plugins { get; init; }

    /// <summary>The plugins that may be loaded, in that order.</summary>
    public required IReadOnlyList<PluginCandidate> LoadOrder { get; init; }

    /// <summary>All findings, root causes first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The findings that keep the host from starting. Others only keep an optional plugin out.</summary>
    public IReadOnlyList<Finding> Fatal => [.. Findings.Where(IsFatal)];

    public IEnumerable<Finding> FindingsOf(PluginCandidate plugin) => Findings.Where(finding => finding.Plugin == plugin.Folder);

    /// <summary>A crypto policy is always required: the process never runs under another policy than the one it was given.</summary>
    public bool IsRequired(PluginCandidate plugin) =>
        plugin.Manifest?.Kind == PluginKind.CryptoPolicy || IsRequired(plugin.Id);

    private bool IsRequired(string id) => Lock?.Find(id)?.Required ?? true;

    private bool IsFatal(Finding finding)
    {
        if (finding.Plugin.Length == 0)
            return true;
        return Plugins.FirstOrDefault(plugin => plugin.Folder == finding.Plugin) is { } plugin ? IsRequired(plugin) : IsRequired(finding.Plugin);
    }
}
