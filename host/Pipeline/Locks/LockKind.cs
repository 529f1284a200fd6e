namespace CsiHost.Pipeline.Locks;

/// <summary>What a lock is on. Kinds are apart: a volume and a path of one name do not meet.</summary>
internal enum LockKind
{
    VolumeName,
    Volume,
    SnapshotName,
    Snapshot,
    Target,

    /// <summary>Chosen by a backend.</summary>
    Plugin,
}
