using CsiHost.Plugins.Checks;

namespace CsiHost.Plugins.Locking;

/// <summary>Makes the lock of a composed folder; used when an image is built, never by a running host.</summary>
internal static class LockWriter
{
    /// <param name="plugins">Plugins without findings.</param>
    /// <param name="required">Ids of plugins that the host does not run without; empty makes all of them required.</param>
    public static LockFile Create(IEnumerable<PluginCandidate> plugins, IReadOnlySet<string> required) => new()
    {
        Schema = LockFile.CurrentSchema,
        Plugins =
        [
            .. plugins
                .Where(plugin => plugin.Manifest is not null)
                .OrderBy(plugin => plugin.Id, StringComparer.Ordinal)
                .Select(plugin => new LockEntry
                {
                    Id = plugin.Id,
                    Version = plugin.Manifest!.Version,
                    Manifest = plugin.ManifestHash,
                    Required = required.Count == 0 || required.Contains(plugin.Id),
                }),
        ],
    };
}
