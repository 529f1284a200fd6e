using CsiHost.Plugins.Findings;
using CsiHost.Plugins.Inspection;

namespace CsiHost.Plugins.Manifests;

/// <summary>
/// Makes the manifest of a published folder from what the compiler put into the entry assembly. The same code derives the expected fields
/// when the host checks a manifest, so the two cannot disagree.
/// </summary>
internal static class ManifestBuilder
{
    /// <summary>Describes a folder; the same folder always gives the same manifest.</summary>
    public static PluginManifest Build(string directory, AssemblyFacts facts, IEnumerable<string> requires) => new()
    {
        Schema = PluginManifest.CurrentSchema,
        Id = facts.PluginId ?? "",
        Version = facts.Version,
        Contract = facts.Contract?.ToString(2) ?? "",
        Kind = KindOf(facts),
        Entry = facts.FileName,
        Drivers = DriversOf(facts),
        Commands = CommandsOf(facts),
        Requires = [.. requires.Distinct().Order(StringComparer.Ordinal)],
        Files = HashFiles(directory),
    };

    /// <summary>What would keep any host from loading the folder; told to the author at publish instead of to the operator at start.</summary>
    public static IEnumerable<Finding> Check(string directory, AssemblyFacts facts, PluginManifest manifest)
    {
        if (facts.PluginId is null)
            yield return new Finding(Diagnostics.NotAPlugin, facts.FileName, $"{facts.FileName} has no [assembly: CsiPlugin].");
        foreach (var copy in SharedAssemblies.CopiesIn(manifest.Files.Keys))
            yield return new Finding(Diagnostics.PrivateCopy, manifest.Id, $"{copy} is in {directory}.");
        if (facts.PluginId is null)
            yield break;
        foreach (var problem in ManifestRules.Check(manifest))
            yield return new Finding(Diagnostics.ManifestUnreadable, manifest.Id, problem);
    }

    public static PluginKind KindOf(AssemblyFacts facts)
    {
        if (facts.MarksOf(MarkKind.CryptoPolicy).Any())
            return PluginKind.CryptoPolicy;
        return facts.MarksOf(MarkKind.Command).Any() && !facts.MarksOf(MarkKind.Backend).Any() && !facts.MarksOf(MarkKind.Service).Any()
            ? PluginKind.Commands
            : PluginKind.Backend;
    }

    public static IReadOnlyList<string> DriversOf(AssemblyFacts facts) => Sorted(facts.MarksOf(MarkKind.Backend));

    public static IReadOnlyList<string> CommandsOf(AssemblyFacts facts) => Sorted(facts.MarksOf(MarkKind.Command));

    private static string[] Sorted(IEnumerable<Mark> marks) =>
        [.. marks.Select(mark => mark.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static SortedDictionary<string, string> HashFiles(string directory)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(directory, path).Replace('\\', '/');
            if (relative != PluginManifest.FileName)
                files.Add(relative, FileHasher.Hash(path));
        }

        return files;
    }
}
