namespace CsiHost.Pipeline.Locks;

/// <summary>The thing a lock is on.</summary>
internal readonly record struct LockKey(LockKind Kind, string Name)
{
    /// <summary>Held together with others that say so too; alone otherwise.</summary>
    public bool IsShared { get; init; }

    /// <summary>The thing without the way it is held.</summary>
    public LockKey Thing => this with { IsShared = false };

    public override string ToString() => Kind switch
    {
        LockKind.VolumeName => $"volume name {Name}",
        LockKind.Volume => $"volume {Name}",
        LockKind.SnapshotName => $"snapshot name {Name}",
        LockKind.Snapshot => $"snapshot {Name}",
        LockKind.Target => $"target path {Name}",
        _ => Name,
    };
}
