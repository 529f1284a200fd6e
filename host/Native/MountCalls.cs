namespace CsiHost.Native;

/// <summary>mount(2) and umount2(2). They may block for as long as a server is silent: call them through a thread that may be lost.</summary>
internal static class MountCalls
{
    /// <summary>Mounts.</summary>
    /// <param name="source">What.</param>
    /// <param name="target">Where; may be a path of a descriptor.</param>
    /// <param name="type">The file-system type.</param>
    /// <param name="flags">Flags.</param>
    /// <param name="data">The file system's own options.</param>
    /// <param name="shownTarget">The target's name for the error.</param>
    public static void Mount(string? source, string target, string? type, MountFlags flags, string? data, string shownTarget)
    {
        if (Libc.Mount(source, target, type, flags, data) != 0)
            throw NativeException.Last((flags & MountFlags.Remount) != 0 ? "remount" : (flags & MountFlags.Bind) != 0 ? "bind mount" : "mount", shownTarget);
    }

    /// <summary>Unmounts the topmost mount at a path; the last component is never followed.</summary>
    public static void Unmount(string target, UnmountFlags flags, string shownTarget)
    {
        if (Libc.Unmount(target, flags | UnmountFlags.NoFollow) != 0)
            throw NativeException.Last("umount", shownTarget);
    }
}
