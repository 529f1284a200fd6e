using CsiHost.Plugins.Findings;
using CsiHost.Plugins.Locking;

namespace CsiHost.Plugins.Checks;

/// <summary>Looks at a folder of plugins: files, lock, metadata, the set as a whole. Runs no plugin code and throws no finding.</summary>
internal static class PluginInspector
{
    /// <param name="directory">Absolute path of the folder of plugins.</param>
    /// <param name="host">What plugins are compared with; null for this process.</param>
    /// <param name="readLock">False where a new lock is about to be written.</param>
    public static PluginInspection Inspect(string directory, HostFacts? host = null, bool readLock = true)
    {
        host ??= HostFacts.Read();
        if (CheckRoot(directory) is { } unusable)
            return new PluginInspection { Directory = directory, Plugins = [], LoadOrder = [], Findings = [unusable] };
        var root = new DirectoryInfo(directory);
        var real = root.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.TrimEndingDirectorySeparator(root.FullName);
        var folders = new DirectoryInfo(real).EnumerateDirectories().OrderBy(folder => folder.Name, StringComparer.Ordinal);
        PluginCandidate[] plugins = [.. folders.Select(folder => CandidateReader.Read(folder, real, host))];
        var locked = readLock ? LockReader.Read(real) : new LockResult(null, "", []);
        var findings = RootFindings(new DirectoryInfo(real), plugins, locked.Lock).Concat(locked.Findings)
            .Concat(plugins.SelectMany(plugin => plugin.Findings))
            .Concat(PluginSetCheck.Check(plugins))
            .Concat(locked.Lock is { } file ? PluginSetCheck.Compare(plugins, file) : [])
            .ToList();
        var rejected = findings.Select(finding => finding.Plugin).ToHashSet(StringComparer.Ordinal);
        var (order, unmet) = DependencyOrder.Sort(plugins.Where(plugin => plugin.Manifest is not null && !rejected.Contains(plugin.Folder)));
        return new PluginInspection
        {
            Directory = real,
            Lock = locked.Lock,
            LockDigest = locked.Digest,
            Plugins = plugins,
            LoadOrder = order,
            Findings = Finding.Order(findings.Concat(unmet)),
        };
    }

    private static Finding? CheckRoot(string directory)
    {
        if (!Path.IsPathFullyQualified(directory))
            return new Finding(Diagnostics.RootUnusable, "", $"Host:PluginDirectory is '{directory}', which is not an absolute path.");
        return Directory.Exists(directory) ? null : new Finding(Diagnostics.RootUnusable, "", $"Host:PluginDirectory is '{directory}', and there is no such folder.");
    }

    private static IEnumerable<Finding> RootFindings(DirectoryInfo root, PluginCandidate[] plugins, LockFile? locked)
    {
        if (root.UnixFileMode.HasFlag(UnixFileMode.OtherWrite))
            yield return new Finding(Diagnostics.WritableByAll, "", $"{root.FullName} is writable by everyone.");
        foreach (var file in root.EnumerateFiles())
        {
            if (file.Name != LockFile.FileName)
                yield return new Finding(Diagnostics.FileUnlisted, "", $"{file.FullName} belongs to no plugin; the folder takes plugin folders and {LockFile.FileName}.");
            else if (FileCheck.CheckEntry(file, "", root.FullName) is { } finding)
                yield return finding;
        }

        if (plugins.Length == 0 && locked is null or { Plugins.Count: 0 })
            yield return new Finding(Diagnostics.NoPlugin, "", $"{root.FullName} holds no plugin.");
    }
}
