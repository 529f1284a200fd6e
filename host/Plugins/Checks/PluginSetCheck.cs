using CsiHost.Plugins.Findings;
using CsiHost.Plugins.Inspection;
using CsiHost.Plugins.Locking;
using CsiHost.Plugins.Manifests;

namespace CsiHost.Plugins.Checks;

/// <summary>What is wrong with the plugins taken together, and with the set as compared with its lock. Pure.</summary>
internal static class PluginSetCheck
{
    public static IEnumerable<Finding> Check(IReadOnlyList<PluginCandidate> plugins)
    {
        var known = plugins.Where(plugin => plugin.Manifest is not null).ToArray();
        return Twice(known, plugin => [plugin.Id], Diagnostics.DuplicateId, "plugin")
            .Concat(Twice(known, plugin => plugin.Manifest!.Drivers, Diagnostics.DuplicateDriver, "driver"))
            .Concat(Twice(known, plugin => plugin.Manifest!.Commands, Diagnostics.DuplicateCommand, "command"))
            .Concat(Policies(known));
    }

    public static IEnumerable<Finding> Compare(IReadOnlyList<PluginCandidate> plugins, LockFile locked)
    {
        foreach (var plugin in plugins.Where(plugin => plugin.Manifest is not null))
        {
            if (locked.Find(plugin.Id) is not { } entry)
                yield return new Finding(Diagnostics.NotInLock, plugin.Folder, $"{plugin.Directory} is not in {LockFile.FileName}.");
            else if (entry.Version != plugin.Manifest!.Version)
                yield return new Finding(Diagnostics.LockDiffers, plugin.Folder, $"'version' is {plugin.Manifest.Version}; {LockFile.FileName} says {entry.Version}.");
            else if (entry.Manifest != plugin.ManifestHash)
                yield return new Finding(Diagnostics.LockDiffers, plugin.Folder, $"plugin.json has the SHA-256 {plugin.ManifestHash}; {LockFile.FileName} says {entry.Manifest}.");
        }

        foreach (var plugin in plugins.Where(plugin => plugin.Manifest is null && locked.Find(plugin.Folder) is null))
            yield return new Finding(Diagnostics.NotInLock, plugin.Folder, $"{plugin.Directory} is not in {LockFile.FileName}.");
        foreach (var entry in locked.Plugins.Where(entry => !plugins.Any(plugin => plugin.Id == entry.Id || plugin.Folder == entry.Id)))
            yield return new Finding(Diagnostics.RequiredMissing, entry.Id, $"{LockFile.FileName} names {entry.Id} ({(entry.Required ? "required" : "optional")}), and there is no such folder.");
    }

    private static IEnumerable<Finding> Twice(
        IReadOnlyList<PluginCandidate> plugins, Func<PluginCandidate, IEnumerable<string>> names, Diagnostic diagnostic, string what) =>
        from plugin in plugins
        from name in names(plugin)
        group plugin by name into owners
        where owners.Count() > 1
        from owner in owners
        select new Finding(diagnostic, owner.Folder, $"{what} {owners.Key} is in the folders {string.Join(" and ", owners.Select(o => o.Folder).Order(StringComparer.Ordinal))}.");

    private static IEnumerable<Finding> Policies(IReadOnlyList<PluginCandidate> plugins)
    {
        var policies = plugins.Where(plugin => plugin.Manifest!.Kind == PluginKind.CryptoPolicy).ToArray();
        var names = string.Join(" and ", policies.Select(policy => policy.Folder));
        foreach (var policy in policies)
        {
            if (policies.Length > 1)
                yield return new Finding(Diagnostics.SecondPolicy, policy.Folder, $"there are {policies.Length} crypto policies: {names}.");
            var marks = policy.Facts?.Marks ?? [];
            if (marks.Count(mark => mark.Kind == MarkKind.CryptoPolicy) > 1)
                yield return new Finding(Diagnostics.SecondPolicy, policy.Folder, "the plugin has two classes marked [CsiCryptoPolicy].");
            foreach (var mark in marks.Where(mark => mark.Kind is MarkKind.Backend or MarkKind.Service))
                yield return new Finding(Diagnostics.SecondPolicy, policy.Folder, $"{mark.TypeName} is marked [Csi{mark.Kind}] in the policy's plugin.");
        }
    }
}
