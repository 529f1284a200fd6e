using CsiHost.Plugins.Findings;
using CsiHost.Plugins.Inspection;
using CsiHost.Plugins.Manifests;

namespace CsiHost.Plugins.Checks;

/// <summary>Reads one plugin folder: manifest, hashes, metadata. Every finding is collected; none is thrown.</summary>
internal static class CandidateReader
{
    public static PluginCandidate Read(DirectoryInfo folder, string root, HostFacts host)
    {
        try
        {
            if (FileCheck.CheckEntry(folder, folder.Name, root) is { } finding)
                return new PluginCandidate(folder.FullName) { Findings = [finding] };
            var path = Path.Combine(folder.FullName, PluginManifest.FileName);
            return File.Exists(path)
                ? Read(folder, root, host, File.ReadAllBytes(path))
                : new PluginCandidate(folder.FullName) { Findings = [new Finding(Diagnostics.ManifestMissing, folder.Name, $"{path} is missing.")] };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new PluginCandidate(folder.FullName) { Findings = [new Finding(Diagnostics.FileMissing, folder.Name, $"{folder.FullName} cannot be read: {e.Message}")] };
        }
    }

    private static PluginCandidate Read(DirectoryInfo folder, string root, HostFacts host, byte[] json)
    {
        var (manifest, unreadable) = ManifestReader.Read(json, folder.Name);
        var hash = FileHasher.Hash(json);
        if (manifest is null)
            return new PluginCandidate(folder.FullName) { ManifestHash = hash, Findings = unreadable };
        var entry = Path.Combine(folder.FullName, manifest.Entry);
        var content = File.Exists(entry) ? File.ReadAllBytes(entry) : null;
        List<Finding> findings = [.. FileCheck.Check(folder.FullName, root, manifest, content)];
        var facts = content is null ? null : AssemblyInspector.Inspect(manifest.Entry, content);

        // An entry that is missing or changed is reported as that; what its metadata says then means nothing.
        var intact = content is not null && !findings.Exists(finding => finding.Diagnostic == Diagnostics.FileChanged && finding.Message.StartsWith(entry, StringComparison.Ordinal));
        if (intact)
            findings.AddRange(CompatibilityCheck.Check(folder.Name, manifest, facts, host));
        return new PluginCandidate(folder.FullName) { Manifest = manifest, ManifestHash = hash, Facts = facts, Findings = findings };
    }
}
