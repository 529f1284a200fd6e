using CsiHost.Plugins.Findings;
using CsiHost.Plugins.Manifests;

namespace CsiHost.Plugins.Checks;

/// <summary>The order in which plugins are loaded: crypto policies, then each plugin after those it requires, ties by id. Pure.</summary>
internal static class DependencyOrder
{
    /// <summary>Sorts the usable plugins; those whose requirements cannot be met are left out and reported.</summary>
    public static (IReadOnlyList<PluginCandidate> Order, IReadOnlyList<Finding> Findings) Sort(IEnumerable<PluginCandidate> usable)
    {
        var waiting = usable.ToList();
        waiting.Sort(Compare);
        var order = new List<PluginCandidate>(waiting.Count);
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.Find(plugin => plugin.Manifest!.Requires.All(done.Contains)) is { } next)
        {
            waiting.Remove(next);
            order.Add(next);
            done.Add(next.Id);
        }

        return (order, [.. waiting.Select(plugin => Unmet(plugin, done))]);
    }

    private static int Compare(PluginCandidate one, PluginCandidate other)
    {
        var policies = (other.Manifest!.Kind == PluginKind.CryptoPolicy).CompareTo(one.Manifest!.Kind == PluginKind.CryptoPolicy);
        return policies != 0 ? policies : string.CompareOrdinal(one.Id, other.Id);
    }

    private static Finding Unmet(PluginCandidate plugin, HashSet<string> done)
    {
        var missing = plugin.Manifest!.Requires.Where(required => !done.Contains(required));
        return new Finding(Diagnostics.RequirementUnmet, plugin.Folder, $"it requires {string.Join(", ", missing)}, which is not usable.");
    }
}
