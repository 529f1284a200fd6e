using CsiHost.Plugins.Findings;
using CsiHost.Plugins.Manifests;

namespace CsiHost.Plugins.Checks;

/// <summary>Compares the files of one plugin with its manifest: nothing missing, nothing changed, nothing added, no link out, no open rights.</summary>
internal static class FileCheck
{
    /// <param name="directory">The plugin's folder.</param>
    /// <param name="root">The folder of all plugins, which links may not leave.</param>
    /// <param name="manifest">What should be there.</param>
    /// <param name="entry">The entry assembly's content, read already; it is not read twice.</param>
    public static IEnumerable<Finding> Check(string directory, string root, PluginManifest manifest, byte[]? entry)
    {
        var plugin = Path.GetFileName(directory);
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Walk(new DirectoryInfo(directory)))
        {
            var path = Path.GetRelativePath(directory, file.FullName);
            found.Add(path);
            if (CheckEntry(file, plugin, root) is { } finding)
                yield return finding;
            else if (file is FileInfo && path != PluginManifest.FileName && !manifest.Files.ContainsKey(path))
                yield return new Finding(Diagnostics.FileUnlisted, plugin, $"{file.FullName} is not listed in plugin.json.");
        }

        foreach (var (path, hash) in manifest.Files)
        {
            if (!found.Contains(path))
                yield return new Finding(Diagnostics.FileMissing, plugin, $"{Path.Combine(directory, path)} is missing.");
            else if (CheckHash(directory, path, hash, path == manifest.Entry ? entry : null) is { } finding)
                yield return finding;
        }
    }

    /// <summary>Whether a file or folder may be changed by anyone, or is a link that leads out.</summary>
    public static Finding? CheckEntry(FileSystemInfo entry, string plugin, string root)
    {
        if (entry.LinkTarget is not null)
        {
            var target = entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? "";
            return Contains(root, target)
                ? null
                : new Finding(Diagnostics.LinkLeadsOut, plugin, $"{entry.FullName} is a link to {target}, outside {root}.");
        }

        return entry.UnixFileMode.HasFlag(UnixFileMode.OtherWrite)
            ? new Finding(Diagnostics.WritableByAll, plugin, $"{entry.FullName} is writable by everyone.")
            : null;
    }

    private static bool Contains(string root, string path) => path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>Links to folders are listed, not followed: a loop must not hang the start.</summary>
    private static IEnumerable<FileSystemInfo> Walk(DirectoryInfo directory)
    {
        foreach (var entry in directory.EnumerateFileSystemInfos())
        {
            yield return entry;
            if (entry is not DirectoryInfo { LinkTarget: null } folder)
                continue;
            foreach (var inner in Walk(folder))
                yield return inner;
        }
    }

    private static Finding? CheckHash(string directory, string path, string expected, byte[]? content)
    {
        var full = Path.Combine(directory, path);
        var plugin = Path.GetFileName(directory);
        try
        {
            var actual = content is null ? FileHasher.Hash(full) : FileHasher.Hash(content);
            return actual == expected
                ? null
                : new Finding(Diagnostics.FileChanged, plugin, $"{full} has the SHA-256 {actual}; plugin.json says {expected}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Finding(Diagnostics.FileMissing, plugin, $"{full} cannot be read: {e.Message}");
        }
    }
}
