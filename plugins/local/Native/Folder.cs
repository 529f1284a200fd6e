using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Plugins.Local.Native;

/// <summary>
/// An open folder. Names are single components as zero-terminated bytes and are never followed when they are symbolic links, so whatever a
/// workload does meanwhile, an operation stays inside this folder.
/// </summary>
internal sealed class Folder : IDisposable
{
    public const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH
    private const int RemoveFolder = 0x200; // AT_REMOVEDIR
    private const uint StatusMask = 0x17FF; // the basic fields and the mount id
    private const uint NoReplace = 1; // RENAME_NOREPLACE
    private static readonly byte[] Itself = [0];

    private Folder(SafeFileHandle handle) => Handle = handle;

    public SafeFileHandle Handle { get; }

    /// <summary>The folder's path as the kernel sees it now, without links.</summary>
    public string RealPath => new FileInfo($"/proc/self/fd/{Handle.DangerousGetHandle()}").LinkTarget
        ?? throw new IOException("the folder's path cannot be read");

    public static byte[] Name(string name) => [.. Encoding.UTF8.GetBytes(name), 0];

    public static Folder Open(string path)
    {
        var handle = Libc.Open(path, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.CloseOnExec, 0);
        return handle.IsInvalid ? throw Errno.Last($"open {path}") : new Folder(handle);
    }

    public Folder OpenFolder(ReadOnlySpan<byte> name)
    {
        var handle = Libc.OpenAt(Handle, name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow | OpenFlags.CloseOnExec, 0);
        return handle.IsInvalid ? throw Errno.Last("open a folder") : new Folder(handle);
    }

    /// <summary>Opens for reading; a pipe or device that took the file's place does not block.</summary>
    public SafeFileHandle OpenFile(ReadOnlySpan<byte> name)
    {
        var handle = Libc.OpenAt(Handle, name, OpenFlags.ReadOnly | OpenFlags.NoFollow | OpenFlags.NonBlocking | OpenFlags.CloseOnExec, 0);
        return handle.IsInvalid ? throw Errno.Last("open a file") : handle;
    }

    public SafeFileHandle CreateFile(ReadOnlySpan<byte> name)
    {
        var flags = OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.NoFollow | OpenFlags.CloseOnExec;
        var handle = Libc.OpenAt(Handle, name, flags, 0x180);
        return handle.IsInvalid ? throw Errno.Last("create a file") : handle;
    }

    public FileStatus Status() => Status(Handle);

    public FileStatus Status(ReadOnlySpan<byte> name)
    {
        Check(Libc.StatX(Handle, name, NoFollow, StatusMask, out var status), "read a file's status");
        return status;
    }

    public static FileStatus Status(SafeFileHandle file)
    {
        Check(Libc.StatX(file, Itself, EmptyPath, StatusMask, out var status), "read a file's status");
        return status;
    }

    public void MakeFolder(ReadOnlySpan<byte> name) => Check(Libc.MakeFolderAt(Handle, name, 0x1C0), "make a folder");

    public void Unlink(ReadOnlySpan<byte> name) => Check(Libc.UnlinkAt(Handle, name, 0), "remove a file");

    /// <summary>Removes an empty folder; false when it is not empty.</summary>
    public bool TryRemoveFolder(ReadOnlySpan<byte> name)
    {
        if (Libc.UnlinkAt(Handle, name, RemoveFolder) == 0)
            return true;
        var error = Marshal.GetLastPInvokeError();
        return error is Errno.NotEmpty or Errno.Exists ? false : throw Errno.Create("remove a folder", error);
    }

    /// <summary>Moves an entry to another folder of the same file system; an entry that is there already is an error (EEXIST).</summary>
    public void Move(ReadOnlySpan<byte> name, Folder target, ReadOnlySpan<byte> newName) =>
        Check(Libc.RenameAt(Handle, name, target.Handle, newName, NoReplace), "move an entry");

    /// <summary>Makes what was created, moved or removed in this folder survive a crash.</summary>
    public void Flush() => Check(Libc.Flush(Handle), "flush a folder");

    /// <summary>Makes everything written to the folder's file system survive a crash: one call for a whole tree.</summary>
    public void FlushFileSystem() => Check(Libc.FlushFileSystem(Handle), "flush the file system");

    public void Dispose() => Handle.Dispose();

    public static void Check(int result, string what)
    {
        if (result != 0)
            throw Errno.Last(what);
    }
}
