using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Native;

/// <summary>File calls that .NET has no equal for: by descriptor, without following links, and without touching the file system behind.</summary>
internal static unsafe class FileCalls
{
    private const int OpenReadWrite = 2;
    private const int OpenCreate = 0x40;
    private const int OpenExclusive = 0x80;
    private const int OpenWriteOnly = 1;
    private const int OpenAppend = 0x400;
    private const int OpenCloseOnExec = 0x80000;
    private const int OpenPathOnly = 0x200000;
    private const int AtCurrentDirectory = -100;
    private const int AtNoFollow = 0x100;
    private const int AtRemoveDirectory = 0x200;
    private const int AtNoAutomount = 0x800;
    private const int AtEmptyPath = 0x1000;
    private const int AtForceSync = 0x2000;
    private const uint StatBasic = 0x7ff;
    private const ulong ResolveNoMagicLinks = 2;
    private const ulong ResolveNoSymlinks = 4;
    private const int SystemCallOpenAt2 = 437;

    // O_DIRECTORY and O_NOFOLLOW are the two flags whose numbers differ between the architectures.
    private static readonly int OpenDirectory = IsArm ? 0x4000 : 0x10000;
    private static readonly int OpenNoFollow = IsArm ? 0x8000 : 0x20000;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>A descriptor that only names a path; the last component is not followed. Null when there is nothing.</summary>
    public static SafeFileHandle? OpenName(string path) => OpenNameAt(AtCurrentDirectory, path, path);

    /// <summary>The same relative to an open folder; <paramref name="name"/> is one component.</summary>
    public static SafeFileHandle? OpenName(SafeFileHandle directory, string name, string shownPath) =>
        OpenNameAt(Raw(directory), name, shownPath);

    /// <summary>An existing folder, links followed. Null when there is none.</summary>
    public static SafeFileHandle? OpenFolder(string path) =>
        Wrap(Libc.Open(path, OpenPathOnly | OpenDirectory | OpenCloseOnExec, 0), "open", path);

    /// <summary>A folder below an open one, where no component may be a link. Null when there is none.</summary>
    public static SafeFileHandle? OpenFolderWithoutLinks(SafeFileHandle root, string relativePath, string shownPath)
    {
        var how = new OpenHow
        {
            Flags = (ulong)(OpenPathOnly | OpenDirectory | OpenCloseOnExec),
            Resolve = ResolveNoSymlinks | ResolveNoMagicLinks,
        };
        var path = Marshal.StringToCoTaskMemUTF8(relativePath);
        try
        {
            var result = Libc.SystemCall(SystemCallOpenAt2, Raw(root), path, (nint)(&how), sizeof(OpenHow));
            return Wrap((int)result, "open", shownPath);
        }
        finally
        {
            Marshal.FreeCoTaskMem(path);
        }
    }

    /// <summary>Makes a folder with exactly these permission bits. False when the name is taken.</summary>
    public static bool MakeDirectory(SafeFileHandle parent, string name, uint mode, string shownPath)
    {
        if (Libc.MakeDirectoryAt(Raw(parent), name, mode) != 0)
            return Marshal.GetLastPInvokeError() == Errno.EEXIST ? false : throw NativeException.Last("mkdir", shownPath);

        using var made = Wrap(Libc.OpenAt(Raw(parent), name, OpenDirectory | OpenNoFollow | OpenCloseOnExec, 0), "open", shownPath);
        if (made is not null && Libc.ChangeMode(Raw(made), mode) != 0)
            throw NativeException.Last("chmod", shownPath);
        return true;
    }

    /// <summary>Makes an empty file. False when the name is taken.</summary>
    public static bool MakeFile(SafeFileHandle parent, string name, uint mode, string shownPath)
    {
        var descriptor = Libc.OpenAt(Raw(parent), name, OpenCreate | OpenExclusive | OpenWriteOnly | OpenCloseOnExec, mode);
        if (descriptor < 0)
            return Marshal.GetLastPInvokeError() == Errno.EEXIST ? false : throw NativeException.Last("create", shownPath);
        Libc.Close(descriptor);
        return true;
    }

    /// <summary>Removes an empty folder (never its content). False when it was gone.</summary>
    public static bool RemoveDirectory(SafeFileHandle parent, string name, string shownPath) =>
        Remove(parent, name, AtRemoveDirectory, "rmdir", shownPath);

    /// <summary>Removes a file. False when it was gone.</summary>
    public static bool RemoveFile(SafeFileHandle parent, string name, string shownPath) => Remove(parent, name, 0, "unlink", shownPath);

    /// <summary>The status of what a descriptor names; answered from the cache where the file system allows it.</summary>
    public static FileStatus Status(SafeFileHandle handle, string shownPath)
    {
        if (Libc.StatX(Raw(handle), "", AtEmptyPath, StatBasic, out var raw) != 0)
            throw NativeException.Last("stat", shownPath);
        return FileStatus.From(raw);
    }

    /// <summary>Asks the file system itself, cache or not: the answer of a dead one is its error. 0 when it answered.</summary>
    public static int Ask(string path) =>
        Libc.StatX(AtCurrentDirectory, path, AtNoFollow | AtNoAutomount | AtForceSync, StatBasic, out _) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>statfs(2); the error number, 0 for none.</summary>
    public static int Usage(string path, out StatFs usage) => Libc.StatFs(path, out usage) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Opens a device for reading and writing.</summary>
    public static SafeFileHandle OpenDevice(string path)
    {
        var descriptor = Libc.Open(path, OpenReadWrite | OpenCloseOnExec, 0);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw NativeException.Last("open", path);
    }

    /// <summary>Opens a file that several processes append to, such as a child's log.</summary>
    public static SafeFileHandle OpenForAppend(string path)
    {
        var descriptor = Libc.Open(path, OpenCreate | OpenWriteOnly | OpenAppend | OpenCloseOnExec | OpenNoFollow, 0x180);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw NativeException.Last("open", path);
    }

    /// <summary>Makes a rename in a folder durable.</summary>
    public static void SyncDirectory(string path)
    {
        using var handle = Wrap(Libc.Open(path, OpenDirectory | OpenCloseOnExec, 0), "open", path)
            ?? throw new NativeException("open", path, Errno.ENOENT);
        if (Libc.Sync(Raw(handle)) != 0)
            throw NativeException.Last("fsync", path);
    }

    /// <summary>A path that leads to exactly what a descriptor names, whatever is planted at its name meanwhile.</summary>
    public static string PathOf(SafeFileHandle handle) => $"/proc/self/fd/{Raw(handle)}";

    private static SafeFileHandle? OpenNameAt(int directory, string name, string shownPath) =>
        Wrap(Libc.OpenAt(directory, name, OpenPathOnly | OpenNoFollow | OpenCloseOnExec, 0), "open", shownPath);

    private static bool Remove(SafeFileHandle parent, string name, int flags, string operation, string shownPath)
    {
        if (Libc.UnlinkAt(Raw(parent), name, flags) == 0)
            return true;
        return Marshal.GetLastPInvokeError() == Errno.ENOENT ? false : throw NativeException.Last(operation, shownPath);
    }

    private static SafeFileHandle? Wrap(int descriptor, string operation, string shownPath)
    {
        if (descriptor >= 0)
            return new SafeFileHandle(descriptor, ownsHandle: true);
        return Marshal.GetLastPInvokeError() == Errno.ENOENT ? null : throw NativeException.Last(operation, shownPath);
    }

    private static int Raw(SafeFileHandle handle) => (int)handle.DangerousGetHandle();
}
