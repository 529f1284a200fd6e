using CsiHost.Plugins.Findings;
using CsiHost.Plugins.Inspection;
using CsiHost.Plugins.Manifests;

namespace CsiHost.Pack;

/// <summary>
/// <c>CsiHost.Pack DIR ENTRY.dll [REQUIRED-ID...]</c>: writes <c>plugin.json</c> into a published folder. Problems are printed in the form
/// that MSBuild turns into errors.
/// </summary>
internal static class PackCommand
{
    private const int Usage = 2;

    public static int Run(string[] args, TextWriter output)
    {
        if (args.Length < 2)
        {
            output.WriteLine("usage: CsiHost.Pack DIR ENTRY.dll [REQUIRED-ID...]");
            return Usage;
        }

        var findings = Pack(Path.GetFullPath(args[0]), args[1], args[2..]);
        foreach (var finding in findings)
            output.WriteLine($"CsiHost.Pack : error {finding.Id}: {finding.Message} {finding.Diagnostic.Fix}");
        return findings.Count == 0 ? 0 : 1;
    }

    private static IReadOnlyList<Finding> Pack(string directory, string entry, IReadOnlyList<string> requires)
    {
        var path = Path.Combine(directory, entry);
        if (!File.Exists(path) || AssemblyInspector.Inspect(entry, File.ReadAllBytes(path)) is not { } facts)
            return [new Finding(Diagnostics.NotAPlugin, entry, $"{path} is not a .NET assembly.")];
        var manifest = ManifestBuilder.Build(directory, facts, requires);
        var findings = Finding.Order(ManifestBuilder.Check(directory, facts, manifest));
        var target = Path.Combine(directory, PluginManifest.FileName);
        if (findings.Count == 0)
            File.WriteAllBytes(target, ManifestJson.Write(manifest));
        else
            File.Delete(target);
        return findings;
    }
}
