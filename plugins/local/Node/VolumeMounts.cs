using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;

namespace CsiHost.Plugins.Local.Node;

/// <summary>
/// Finds the mounts of a volume in the mount table, whoever made them: a table line names the device and the path inside it, and a bind of the
/// volume's folder has the folder's own.
/// </summary>
internal sealed class VolumeMounts(IMountTable table)
{
    /// <summary>Where the folder, or something in it, is mounted, and what is mounted on something in it.</summary>
    public IReadOnlyList<string> Of(string folder)
    {
        var entries = table.Read();
        var place = Locate(folder, entries);
        return [.. entries.Where(entry => IsBelow(entry.MountPoint, folder) || IsBindOf(entry, place)).Select(entry => entry.MountPoint)];
    }

    /// <summary>Whether the topmost mount at a path shows the folder.</summary>
    public bool IsShownAt(string folder, string path) =>
        table.Find(path) is { } entry && Locate(folder, table.Read()) is { } place && entry.Device == place.Device && entry.Root == place.Root;

    /// <summary>The folder as the kernel knows it: the device of the mount it lies on, and the path inside that device.</summary>
    private static (string Device, string Root)? Locate(string folder, IReadOnlyList<MountEntry> entries)
    {
        // The longest mount point above it; of several stacked at one place the last.
        var mount = entries.Reverse().Where(entry => IsBelow(folder, entry.MountPoint)).MaxBy(entry => entry.MountPoint.Length);
        return mount is null ? null : (mount.Device, Join(mount.Root, folder[mount.MountPoint.TrimEnd('/').Length..]));
    }

    private static bool IsBindOf(MountEntry entry, (string Device, string Root)? place) =>
        place is { } known && entry.Device == known.Device && IsBelow(entry.Root, known.Root);

    private static bool IsBelow(string path, string ancestor) =>
        path == ancestor || path.StartsWith(ancestor.TrimEnd('/') + "/", StringComparison.Ordinal);

    private static string Join(string root, string rest) => root == "/" ? rest : root + rest;
}
