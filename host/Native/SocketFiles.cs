using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Native;

/// <summary>The few calls about socket files that the base library lacks: what kind a file is, without following links, and a folder lock.</summary>
internal static partial class SocketFiles
{
    private const int NoEntry = 2;
    private const int Interrupted = 4;
    private const int NotDirectory = 20;
    private const int AtCurrentDirectory = -100;
    private const int AtSymlinkNoFollow = 0x100;
    private const uint StatxTypeAndInode = 0x1 | 0x100;
    private const int OpenReadOnly = 0;
    private const int OpenCloseOnExec = 0x80000;
    private const int LockExclusive = 2;
    private const int TypeMask = 0xF000;
    private const int TypeSocket = 0xC000;

    /// <summary>Null when there is no such file.</summary>
    public static SocketFileInfo? Find(string path)
    {
        if (Statx(AtCurrentDirectory, path, AtSymlinkNoFollow, StatxTypeAndInode, out var found) == 0)
            return new SocketFileInfo((found.Mode & TypeMask) == TypeSocket, found.Inode);
        var errno = Marshal.GetLastPInvokeError();
        return errno is NoEntry or NotDirectory ? null : throw new Win32Exception(errno, $"cannot look at '{path}': {Marshal.GetPInvokeErrorMessage(errno)}");
    }

    /// <summary>Waits for the lock of a folder; disposing the handle gives it back, and so does the death of the process.</summary>
    public static SafeFileHandle LockFolder(string path)
    {
        var handle = Open(path, OpenReadOnly | OpenCloseOnExec);
        if (handle.IsInvalid)
            throw Failure($"cannot open the folder '{path}'");
        while (Flock(handle, LockExclusive) != 0)
        {
            if (Marshal.GetLastPInvokeError() == Interrupted)
                continue;
            var failure = Failure($"cannot lock the folder '{path}'");
            handle.Dispose();
            throw failure;
        }
        return handle;
    }

    private static Win32Exception Failure(string what)
    {
        var errno = Marshal.GetLastPInvokeError();
        return new Win32Exception(errno, $"{what}: {Marshal.GetPInvokeErrorMessage(errno)}");
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out StatxData data);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle handle, int operation);

    /// <summary>The head of the kernel's struct statx, which is laid out alike on every machine.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatxData
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;
    }
}
