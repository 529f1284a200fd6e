namespace CsiHost.Abstractions.Mounts;

/// <summary>How hard to unmount.</summary>
public enum UnmountMode
{
    /// <summary>Wait until nothing uses it; busy is an error.</summary>
    Normal = 0,

    /// <summary>Abort requests in flight first (MNT_FORCE).</summary>
    Force = 1,

    /// <summary>Detach now, clean up when the last user is gone (MNT_DETACH).</summary>
    Detach = 2,
}
