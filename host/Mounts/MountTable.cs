using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;

namespace CsiHost.Mounts;

/// <summary>
/// The kernel's mount table. The kernel shows resolved paths; kubelet's root and /var/run are links on some nodes, so paths below a known
/// link are looked up by what it leads to.
/// </summary>
internal sealed class MountTable : IMountTable
{
    private readonly Func<string> _read;
    private readonly IReadOnlyList<PathAlias> _aliases;

    public MountTable(params IReadOnlyList<AbsolutePath> possibleLinks)
        : this(() => File.ReadAllText("/proc/self/mountinfo"), PathAlias.Discover(possibleLinks))
    {
    }

    internal MountTable(Func<string> read, IReadOnlyList<PathAlias> aliases)
    {
        _read = read;
        _aliases = aliases;
    }

    public IReadOnlyList<MountEntry> Read() => MountInfoParser.Parse(_read());

    public MountEntry? Find(string path)
    {
        // Mounts at one path are stacked in the order of the table, so the last one is what is seen.
        var wanted = Resolve(path);
        return Read().LastOrDefault(entry => entry.MountPoint == wanted);
    }

    /// <summary>The mount that holds a path, itself a mount point or not.</summary>
    public MountEntry? FindContaining(string path)
    {
        var wanted = Resolve(path);
        MountEntry? deepest = null;
        foreach (var entry in Read())
        {
            if (Contains(entry.MountPoint, wanted) && (deepest is null || entry.MountPoint.Length >= deepest.MountPoint.Length))
                deepest = entry;
        }

        return deepest;
    }

    /// <summary>The path as the kernel shows it.</summary>
    public string Resolve(string path) => PathAlias.Apply(_aliases, path);

    /// <summary>Whether a path is a folder or lies below it.</summary>
    public static bool Contains(string folder, string path) =>
        folder == "/" || path == folder || (path.StartsWith(folder, StringComparison.Ordinal) && path[folder.Length] == '/');
}
