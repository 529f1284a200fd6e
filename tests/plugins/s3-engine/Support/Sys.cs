using System.Runtime.InteropServices;

namespace CsiHost.S3Engine.Tests.Support;

/// <summary>System calls as a program makes them: each gives its result, or the error number negated.</summary>
internal static unsafe partial class Sys
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int Truncate = 0x200;
    public const int Append = 0x400;
    public const int Direct = 0x4000;
    public const int Synchronous = 0x101000;
    public const int AsDirectory = 0x10000;

    public const int EPERM = -1, ENOENT = -2, EIO = -5, EBADF = -9, EACCES = -13, EEXIST = -17, EXDEV = -18, ENOTDIR = -20, EISDIR = -21, EINVAL = -22, ENOTTY = -25,
        EROFS = -30, ENAMETOOLONG = -36, ENOSYS = -38, ENOTEMPTY = -39, EOPNOTSUPP = -95, ESTALE = -116, ENOMEM = -12;

    public static int Open(string path, int flags, int mode = 420) => Result(open(path, flags, mode));
    public static int Close(int file) => Result(close(file));
    public static int Duplicate(int file) => Result(dup(file));
    public static int Flush(int file) => Result(fsync(file));
    public static int Resize(int file, long size) => Result(ftruncate(file, size));
    public static int Resize(string path, long size) => Result(truncate(path, size));
    public static int MakeDirectory(string path, int mode = 493) => Result(mkdir(path, mode));
    public static int RemoveDirectory(string path) => Result(rmdir(path));
    public static int Unlink(string path) => Result(unlink(path));
    public static int Rename(string from, string to) => Result(rename(from, to));
    public static int Rename(string from, string to, uint flags) => Result(renameat2(-100, from, -100, to, flags));
    public static int Link(string from, string to) => Result(link(from, to));
    public static int SymbolicLink(string from, string to) => Result(symlink(from, to));
    public static int MakeNode(string path, int mode) => Result(mknod(path, mode, 0));
    public static int ChangeMode(string path, int mode) => Result(chmod(path, mode));
    public static int ChangeOwner(string path, int user, int group) => Result(chown(path, user, group));
    public static int Touch(string path) => Result(utimensat(-100, path, 0, 0));
    public static int Touch(int file, long seconds)
    {
        var times = stackalloc long[] { seconds, 0, seconds, 0 };
        return Result(futimens(file, times));
    }

    public static int Allocate(int file) => Result(fallocate(file, 0, 0, 4096));
    public static int Lock(int file) => Result(flock(file, 2));
    public static int Access(string path) => Result(access(path, 4));

    public static int GetExtended(string path)
    {
        var value = stackalloc byte[16];
        return (int)Result(getxattr(path, "user.x", value, 16));
    }

    public static int SetExtended(string path)
    {
        var value = stackalloc byte[1];
        return Result(setxattr(path, "user.x", value, 1, 0));
    }

    public static long Read(int file, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
            return Result(read(file, start, buffer.Length));
    }

    public static long ReadAt(int file, Span<byte> buffer, long offset)
    {
        fixed (byte* start = buffer)
            return Result(pread(file, start, buffer.Length, offset));
    }

    public static long Write(int file, ReadOnlySpan<byte> data)
    {
        fixed (byte* start = data)
            return Result(write(file, start, data.Length));
    }

    /// <summary>Writes from mapped memory, which only the kernel touches.</summary>
    public static long Write(int file, SafeBuffer memory, int length)
    {
        byte* start = null;
        memory.AcquirePointer(ref start);
        var result = Result(write(file, start, length));
        memory.ReleasePointer();
        return result;
    }

    public static long WriteAt(int file, ReadOnlySpan<byte> data, long offset)
    {
        fixed (byte* start = data)
            return Result(pwrite(file, start, data.Length, offset));
    }

    /// <summary>Opens, or fails the test.</summary>
    public static int Opened(string path, int flags) => Open(path, flags) is >= 0 and var file ? file : throw new IOException($"open {path}: {-Open(path, flags)}");

    /// <summary>The error of opening a file that must not open.</summary>
    public static int OpenError(string path, int flags)
    {
        var file = Open(path, flags);
        if (file >= 0)
            Close(file);
        return file;
    }

    public static int Stat(string path, out FileStatus status)
    {
        var raw = stackalloc byte[256];
        var result = Result(statx(-100, path, 0x100, 0x7FF, raw));
        status = FileStatus.From(new ReadOnlySpan<byte>(raw, 256));
        return result;
    }

    public static int Stat(int file, out FileStatus status)
    {
        var raw = stackalloc byte[256];
        var result = Result(statx(file, "", 0x1000, 0x7FF, raw));
        status = FileStatus.From(new ReadOnlySpan<byte>(raw, 256));
        return result;
    }

    /// <summary>A statx that may not be answered from the kernel's memory.</summary>
    public static int ForcedStat(string path)
    {
        var raw = stackalloc byte[256];
        return Result(statx(-100, path, 0x2000, 0x7FF, raw));
    }

    public static int Kill(int process, int signal) => Result(kill(process, signal));

    public static int StatBytes(byte[] path)
    {
        var raw = stackalloc byte[256];
        fixed (byte* start = path)
            return Result(access(start, 0));
    }

    public static long ReadDirectory(int directory, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
            return Result(getdents64(directory, start, buffer.Length));
    }

    public static long Seek(int file, long offset, int whence) => Result(lseek(file, offset, whence));

    public static int Unmount(string path) => Result(umount2(path, 2));

    /// <summary>Unmounts and breaks the connection: every call that waits in the mount ends.</summary>
    public static int Abort(string path) => Result(umount2(path, 2 | 1));

    private static int Result(int value) => value < 0 ? -Marshal.GetLastPInvokeError() : value;
    private static long Result(nint value) => value < 0 ? -Marshal.GetLastPInvokeError() : value;

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int open(string path, int flags, int mode);
    [LibraryImport("libc", SetLastError = true)] private static partial int close(int file);
    [LibraryImport("libc", SetLastError = true)] private static partial int dup(int file);
    [LibraryImport("libc", SetLastError = true)] private static partial int fsync(int file);
    [LibraryImport("libc", SetLastError = true)] private static partial int ftruncate(int file, long size);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int truncate(string path, long size);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int mkdir(string path, int mode);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int rmdir(string path);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int unlink(string path);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int rename(string from, string to);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int renameat2(int fromDirectory, string from, int toDirectory, string to, uint flags);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int link(string from, string to);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int symlink(string from, string to);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int mknod(string path, int mode, ulong device);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int chmod(string path, int mode);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int chown(string path, int user, int group);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int utimensat(int directory, string path, nint times, int flags);
    [LibraryImport("libc", SetLastError = true)] private static partial int futimens(int file, long* times);
    [LibraryImport("libc", SetLastError = true)] private static partial int fallocate(int file, int mode, long offset, long length);
    [LibraryImport("libc", SetLastError = true)] private static partial int flock(int file, int operation);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int access(string path, int mode);
    [LibraryImport("libc", SetLastError = true)] private static partial int access(byte* path, int mode);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial nint getxattr(string path, string name, byte* value, nint size);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int setxattr(string path, string name, byte* value, nint size, int flags);
    [LibraryImport("libc", SetLastError = true)] private static partial nint read(int file, byte* buffer, nint count);
    [LibraryImport("libc", SetLastError = true)] private static partial nint pread(int file, byte* buffer, nint count, long offset);
    [LibraryImport("libc", SetLastError = true)] private static partial nint write(int file, byte* buffer, nint count);
    [LibraryImport("libc", SetLastError = true)] private static partial nint pwrite(int file, byte* buffer, nint count, long offset);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int statx(int directory, string path, int flags, uint mask, byte* result);
    [LibraryImport("libc", SetLastError = true)] private static partial int kill(int process, int signal);
    [LibraryImport("libc", SetLastError = true)] private static partial nint getdents64(int file, byte* buffer, nint size);
    [LibraryImport("libc", SetLastError = true)] private static partial nint lseek(int file, long offset, int whence);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int umount2(string path, int flags);
}
