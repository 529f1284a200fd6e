using CsiHost.Plugins.Checks;
using CsiHost.Plugins.Findings;
using CsiHost.Plugins.Manifests;

namespace CsiHost.Cli;

/// <summary><c>csi-host plugins explain ID</c>: everything about one plugin, or the paragraph of one diagnostic.</summary>
internal sealed class PluginsExplain(string directory)
{
    /// <summary>The whole catalogue; docs/diagnostics.md is this text.</summary>
    public static int All(TextWriter output)
    {
        output.Write(Diagnostics.ToMarkdown());
        return (int)ExitCode.Ok;
    }

    public int Run(string id, TextWriter output)
    {
        if (Diagnostics.Find(id) is { } diagnostic)
            return Explain(diagnostic, output);
        var inspection = PluginInspector.Inspect(directory);
        if (inspection.Plugins.FirstOrDefault(plugin => plugin.Id == id || plugin.Folder == id) is { } candidate)
            return Explain(inspection, candidate, output);
        output.WriteLine($"{id} is neither a plugin in {directory} nor a diagnostic.");
        FindingText.Write(output, [.. inspection.Findings.Where(finding => finding.Plugin.Length == 0 || finding.Plugin == id)]);
        return (int)ExitCode.Usage;
    }

    private static int Explain(Diagnostic diagnostic, TextWriter output)
    {
        output.WriteLine($"{diagnostic.Id}: {diagnostic.Title}");
        output.WriteLine();
        output.WriteLine(diagnostic.Explanation);
        output.WriteLine();
        output.WriteLine($"Fix: {diagnostic.Fix}");
        return (int)ExitCode.Ok;
    }

    private static int Explain(PluginInspection inspection, PluginCandidate plugin, TextWriter output)
    {
        Line("plugin", plugin.Id);
        Line("folder", plugin.Directory);
        if (plugin.Manifest is { } manifest)
        {
            Line("version", manifest.Version);
            Line("contract", manifest.Contract);
            Line("kind", ManifestJson.NameOf(manifest.Kind));
            Line("entry", $"{manifest.Entry} {plugin.Facts?.EntryType}".TrimEnd());
            Line("framework", plugin.Facts?.TargetFramework ?? "");
            Line("code", plugin.Facts?.Machine?.ToString() ?? "portable");
            Line("drivers", string.Join(", ", manifest.Drivers));
            Line("commands", string.Join(", ", manifest.Commands));
            Line("requires", string.Join(", ", manifest.Requires));
            foreach (var mark in plugin.Facts?.Marks ?? [])
                Line("mark", $"[Csi{mark.Kind}] {mark.Value} {mark.TypeName}".Replace("  ", " ", StringComparison.Ordinal));
            foreach (var (path, hash) in manifest.Files)
                Line("file", $"{hash} {path}");
        }

        Line("manifest", plugin.ManifestHash);
        Line("required", inspection.IsRequired(plugin) ? "yes" : "no");
        Finding[] findings = [.. inspection.FindingsOf(plugin)];
        Line("findings", findings.Length == 0 ? "none" : $"{findings.Length}");
        FindingText.Write(output, findings);
        return findings.Length == 0 ? (int)ExitCode.Ok : (int)ExitCode.Plugin;

        void Line(string name, string value) => output.WriteLine($"{name,-10} {(value.Length == 0 ? "-" : value)}");
    }
}
