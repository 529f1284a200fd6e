using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Plugins.S3.Native;

/// <summary>File calls relative to an open folder that follow no link in the last component. Those that find nothing give null or false.</summary>
internal static class FolderCalls
{
    private const int NoEntry = 2;
    private const int Exists = 17;
    private const int OpenWriteOnly = 1;
    private const int OpenCreate = 0x40;
    private const int OpenExclusive = 0x80;
    private const int OpenNonBlocking = 0x800;
    private const int OpenCloseOnExec = 0x80000;
    private const int OpenPathOnly = 0x200000;

    // The two flags whose numbers differ between the architectures.
    private static readonly int OpenDirectory = IsArm ? 0x4000 : 0x10000;
    private static readonly int OpenNoFollow = IsArm ? 0x8000 : 0x20000;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    public static SafeFileHandle? OpenFolder(string path) => Wrap(Libc.Open(path, OpenPathOnly | OpenDirectory | OpenCloseOnExec, 0), path);

    public static SafeFileHandle? OpenFolder(SafeFileHandle parent, string name) =>
        Wrap(Libc.OpenAt(Raw(parent), name, OpenPathOnly | OpenDirectory | OpenNoFollow | OpenCloseOnExec, 0), name);

    /// <summary>Something that is only named, whatever it is.</summary>
    public static SafeFileHandle? OpenName(SafeFileHandle folder, string name) =>
        Wrap(Libc.OpenAt(Raw(folder), name, OpenPathOnly | OpenNoFollow | OpenCloseOnExec, 0), name);

    /// <summary>A file to read; a pipe that somebody put there does not block.</summary>
    public static SafeFileHandle? OpenToRead(SafeFileHandle folder, string name) =>
        Wrap(Libc.OpenAt(Raw(folder), name, OpenNonBlocking | OpenNoFollow | OpenCloseOnExec, 0), name);

    /// <summary>A new file; null when the name is taken.</summary>
    public static SafeFileHandle? Create(SafeFileHandle folder, string name, uint mode)
    {
        var descriptor = Libc.OpenAt(Raw(folder), name, OpenWriteOnly | OpenCreate | OpenExclusive | OpenCloseOnExec, mode);
        if (descriptor < 0 && Marshal.GetLastPInvokeError() == Exists)
            return null;
        var handle = Wrap(descriptor, name) ?? throw Error("create", name);
        // The process's mask must not keep the group out.
        return Libc.ChangeMode(Raw(handle), mode) == 0 ? handle : throw Error("chmod", name);
    }

    /// <summary>A new folder, with the group and set-group-id bit of its parent. False when the name is taken.</summary>
    public static bool MakeFolder(SafeFileHandle parent, string name, uint mode)
    {
        if (Libc.MakeDirectoryAt(Raw(parent), name, mode) == 0)
            return true;
        return Marshal.GetLastPInvokeError() == Exists ? false : throw Error("mkdir", name);
    }

    public static void Rename(SafeFileHandle folder, string name, string newName)
    {
        if (Libc.RenameAt(Raw(folder), name, Raw(folder), newName) != 0)
            throw Error("rename", name);
    }

    /// <summary>False when there was none.</summary>
    public static bool Remove(SafeFileHandle folder, string name)
    {
        if (Libc.UnlinkAt(Raw(folder), name, 0) == 0)
            return true;
        return Marshal.GetLastPInvokeError() == NoEntry ? false : throw Error("unlink", name);
    }

    /// <summary>A path that leads to exactly what is open.</summary>
    public static string PathOf(SafeFileHandle handle) => $"/proc/self/fd/{Raw(handle)}";

    private static SafeFileHandle? Wrap(int descriptor, string name)
    {
        if (descriptor >= 0)
            return new SafeFileHandle(descriptor, ownsHandle: true);
        return Marshal.GetLastPInvokeError() == NoEntry ? null : throw Error("open", name);
    }

    private static IOException Error(string operation, string name) =>
        new($"{operation} {name}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    private static int Raw(SafeFileHandle handle) => (int)handle.DangerousGetHandle();
}
