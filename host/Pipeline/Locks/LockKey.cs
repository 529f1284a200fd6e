namespace CsiHost.Pipeline.Locks;

/// <summary>The thing a lock is on, and how it is held.</summary>
internal sealed class LockKey(LockKind kind, string name)
{
    /// <summary>Held together with others that say so too; alone otherwise.</summary>
    public bool IsShared { get; init; }

    /// <summary>The thing as one text. The first character is the kind's, so no two kinds ever meet, whatever their names.</summary>
    public string Thing { get; } = (char)('a' + (int)kind) + name;

    public override string ToString() => kind switch
    {
        LockKind.VolumeName => $"volume name {name}",
        LockKind.Volume => $"volume {name}",
        LockKind.SnapshotName => $"snapshot name {name}",
        LockKind.Snapshot => $"snapshot {name}",
        LockKind.Target => $"target path {name}",
        _ => name,
    };
}
