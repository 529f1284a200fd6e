namespace CsiHost.Plugins.Local.Store;

/// <summary>Volumes and snapshots, and their start and end.</summary>
internal sealed class LocalStore : IDisposable
{
    public LocalStore(LocalRoot root, ILogger<LocalStore> logger)
    {
        Root = root;
        Volumes = new(root, new EntryKind<VolumeRecord>("volumes", "vol-", "volume.json", () => StoreJson.Default.VolumeRecord), logger);
        Snapshots = new(root, new EntryKind<SnapshotRecord>("snapshots", "snap-", "snapshot.json", () => StoreJson.Default.SnapshotRecord), logger);
    }

    public LocalRoot Root { get; }

    public EntryStore<VolumeRecord> Volumes { get; }

    public EntryStore<SnapshotRecord> Snapshots { get; }

    public void Open()
    {
        Root.Open();
        Volumes.Open();
        Snapshots.Open();
    }

    public void Dispose()
    {
        Volumes.Dispose();
        Snapshots.Dispose();
    }
}
