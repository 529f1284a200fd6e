using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Native;

/// <summary>
/// Binds with the mount calls of Linux 5.12 and later: a detached copy of a mount gets its flags before it is attached, so every namespace that
/// receives it by propagation gets them too. Flags that a remount sets later stay in the namespace that sets them.
/// </summary>
internal static unsafe class MountTreeCalls
{
    // The numbers are the same on all architectures of the runtime.
    private const int SystemCallOpenTree = 428;
    private const int SystemCallMoveMount = 429;
    private const int SystemCallMountSetAttr = 442;

    private const int CurrentDirectory = -100;
    private const uint OpenTreeClone = 1;
    private const uint CloseOnExec = 0x80000;
    private const uint Recursive = 0x8000;
    private const uint EmptyPath = 0x1000;
    private const uint MoveFromEmptyPath = 0x4;
    private const uint MoveToEmptyPath = 0x40;
    private const ulong AccessTimeField = 0x70;

    /// <summary>Binds with per-mount flags. False when the kernel, or a filter of system calls, does not offer these calls.</summary>
    public static bool TryBind(string source, SafeFileHandle target, MountFlags flags, bool recursive, string shownTarget)
    {
        var depth = recursive ? Recursive : 0;
        var path = Marshal.StringToCoTaskMemUTF8(source);
        using var tree = new SafeFileHandle(
            Libc.SystemCall(SystemCallOpenTree, CurrentDirectory, path, (nint)(OpenTreeClone | CloseOnExec | depth), 0), ownsHandle: true);
        var error = Marshal.GetLastPInvokeError();
        Marshal.FreeCoTaskMem(path);
        if (tree.IsInvalid)
            return IsMissing(error) ? false : throw new NativeException("bind mount", shownTarget, error);

        var attributes = AttributesOf(flags);
        byte empty = 0;
        if (Libc.SystemCall(SystemCallMountSetAttr, Raw(tree), (nint)(&empty), (nint)(EmptyPath | depth), (nint)(&attributes), sizeof(MountAttributes)) != 0)
            return IsMissing(Marshal.GetLastPInvokeError()) ? false : throw NativeException.Last("set flags of bind mount", shownTarget);
        if (Libc.SystemCall(SystemCallMoveMount, Raw(tree), (nint)(&empty), Raw(target), (nint)(&empty), (nint)(MoveFromEmptyPath | MoveToEmptyPath)) != 0)
            throw NativeException.Last("attach bind mount", shownTarget);
        return true;
    }

    private static nint Raw(SafeFileHandle handle) => handle.DangerousGetHandle();

    private static bool IsMissing(int error) => error is Errno.ENOSYS or Errno.EPERM;

    private static MountAttributes AttributesOf(MountFlags flags)
    {
        var attributes = new MountAttributes();
        foreach (var (flag, attribute) in stackalloc[] {
            (MountFlags.ReadOnly, 0x1UL), (MountFlags.NoSuid, 0x2UL), (MountFlags.NoDev, 0x4UL), (MountFlags.NoExec, 0x8UL),
            (MountFlags.NoAtime, 0x10UL), (MountFlags.StrictAtime, 0x20UL), (MountFlags.NoDirAtime, 0x80UL), (MountFlags.NoSymFollow, 0x200000UL) })
        {
            if ((flags & flag) != 0)
                attributes.Set |= attribute;
        }

        if ((flags & (MountFlags.NoAtime | MountFlags.RelAtime | MountFlags.StrictAtime)) != 0)
            attributes.Clear = AccessTimeField;
        return attributes;
    }
}
