using System.Runtime.InteropServices;
using CsiHost.Plugins.Local.Native;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Plugins.Local.Trees;

/// <summary>Copies everything about a file that is not its data.</summary>
internal static class Attributes
{
    private const int MaxListBytes = 64 * 1024; // the kernel's own limits for the list and for one value
    private const int MaxValueBytes = 64 * 1024;

    /// <summary>
    /// The order matters: a change of owner drops set-id bits and file capabilities, and every change touches the times.
    /// </summary>
    public static void Copy(SafeFileHandle from, SafeFileHandle to, in FileStatus status)
    {
        Folder.Check(Libc.ChangeOwner(to, status.User, status.Group), "set an owner");
        CopyExtended(from, to);
        Folder.Check(Libc.ChangeMode(to, status.Permissions), "set permissions");
        Folder.Check(Libc.SetTimes(to, status.Times), "set times");
    }

    /// <summary>For what cannot be opened: links, pipes, sockets, devices. Their extended attributes are not copied.</summary>
    public static void CopySpecial(Folder target, ReadOnlySpan<byte> name, in FileStatus status)
    {
        Folder.Check(Libc.ChangeOwnerAt(target.Handle, name, status.User, status.Group, Folder.NoFollow), "set an owner");
        if (status.Kind != FileKind.SymbolicLink)
            Folder.Check(Libc.ChangeModeAt(target.Handle, name, status.Permissions, 0), "set permissions");
        Folder.Check(Libc.SetTimesAt(target.Handle, name, status.Times, Folder.NoFollow), "set times");
    }

    private static void CopyExtended(SafeFileHandle from, SafeFileHandle to)
    {
        if (Libc.ListAttributes(from, default, 0) <= 0)
            return; // none, or a file system without them
        var names = new byte[MaxListBytes];
        var length = Libc.ListAttributes(from, names, (nuint)names.Length);
        var rest = names.AsSpan(0, (int)Math.Max(length, 0));
        var value = new byte[MaxValueBytes];
        while (rest.IndexOf((byte)0) is var end and > 0)
        {
            CopyOne(from, to, rest[..(end + 1)], value);
            rest = rest[(end + 1)..];
        }
    }

    private static void CopyOne(SafeFileHandle from, SafeFileHandle to, ReadOnlySpan<byte> name, byte[] value)
    {
        var length = Libc.GetAttribute(from, name, value, (nuint)value.Length);
        if (length < 0 || Libc.SetAttribute(to, name, value, (nuint)length, 0) == 0)
            return;

        // A label that only the security module may set, or a kind that the file system does not know, is not the workload's data.
        var error = Marshal.GetLastPInvokeError();
        if (error is not (Errno.NotPermitted or Errno.NotSupported))
            throw Errno.Create("set an extended attribute", error);
    }
}
