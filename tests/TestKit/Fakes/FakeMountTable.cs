using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;

namespace CsiHost.TestKit.Fakes;

/// <summary>A mount table in memory. It starts with the root file system on device <c>8:1</c>.</summary>
public sealed class FakeMountTable : IMountTable
{
    private readonly Lock _gate = new();
    private readonly List<MountEntry> _entries = [];
    private int _lastId;

    /// <summary>Makes the table.</summary>
    public FakeMountTable() => Add("/", "ext4", "/dev/root", "8:1", "/", []);

    /// <inheritdoc/>
    public IReadOnlyList<MountEntry> Read()
    {
        lock (_gate)
            return [.. _entries];
    }

    /// <inheritdoc/>
    public MountEntry? Find(string path)
    {
        lock (_gate)
            return _entries.LastOrDefault(entry => entry.MountPoint == path);
    }

    /// <summary>Adds a line at the end.</summary>
    /// <param name="mountPoint">Where.</param>
    /// <param name="fileSystemType">The type.</param>
    /// <param name="source">The source.</param>
    /// <param name="device"><c>major:minor</c>.</param>
    /// <param name="root">The path inside the file system.</param>
    /// <param name="options">Per-mount options.</param>
    public MountEntry Add(string mountPoint, string fileSystemType, string source, string device, string root, IReadOnlyList<string> options)
    {
        lock (_gate)
        {
            var entry = new MountEntry
            {
                Id = ++_lastId,
                ParentId = Locate(mountPoint)?.Id ?? 0,
                Device = device,
                Root = root,
                MountPoint = mountPoint,
                Options = options,
                Propagation = [],
                FileSystemType = fileSystemType,
                Source = source,
                SuperOptions = [],
            };
            _entries.Add(entry);
            return entry;
        }
    }

    /// <summary>Adds a bind of a folder: same device, the folder's own path inside it.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="target">Where it is shown.</param>
    /// <param name="readOnly">Whether the bind is read-only.</param>
    public MountEntry AddBind(string source, string target, bool readOnly = false)
    {
        var mount = Locate(source) ?? throw new InvalidOperationException("the table has no root");
        var rest = source[mount.MountPoint.TrimEnd('/').Length..];
        var root = rest.Length == 0 ? mount.Root : mount.Root == "/" ? rest : mount.Root + rest;
        return Add(target, mount.FileSystemType, mount.Source, mount.Device, root, readOnly ? ["ro"] : ["rw"]);
    }

    /// <summary>Removes the topmost mount at a path.</summary>
    /// <param name="path">The mount point.</param>
    /// <returns>False when nothing is mounted there.</returns>
    public bool Remove(string path)
    {
        lock (_gate)
        {
            var index = _entries.FindLastIndex(entry => entry.MountPoint == path);
            if (index < 0)
                return false;
            _entries.RemoveAt(index);
            return true;
        }
    }

    private MountEntry? Locate(string path)
    {
        lock (_gate)
        {
            return Enumerable.Reverse(_entries)
                .Where(entry => path == entry.MountPoint || path.StartsWith(entry.MountPoint.TrimEnd('/') + "/", StringComparison.Ordinal))
                .MaxBy(entry => entry.MountPoint.Length);
        }
    }
}
