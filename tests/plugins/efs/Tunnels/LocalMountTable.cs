using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;

namespace CsiHost.Plugins.Efs.Tests.Tunnels;

/// <summary>A mount table with NFS mounts of local ports.</summary>
internal sealed class LocalMountTable : IMountTable
{
    private readonly List<MountEntry> _entries = [];

    public IReadOnlyList<MountEntry> Read() => [.. _entries];

    public MountEntry? Find(string path) => _entries.LastOrDefault(entry => entry.MountPoint == path);

    public MountEntry AddNfs(string mountPoint, int? port, string source = "127.0.0.1:/", string type = "nfs4")
    {
        var entry = new MountEntry
        {
            Id = _entries.Count + 1,
            ParentId = 0,
            Device = "0:50",
            Root = "/",
            MountPoint = mountPoint,
            Options = ["rw", "relatime"],
            Propagation = [],
            FileSystemType = type,
            Source = source,
            SuperOptions = port is null ? ["rw", "vers=4.1"] : ["rw", "vers=4.1", $"port={port}", "addr=127.0.0.1"],
        };
        _entries.Add(entry);
        return entry;
    }

    public void Remove(string mountPoint) => _entries.RemoveAll(entry => entry.MountPoint == mountPoint);
}
