using System.Globalization;
using System.Runtime.InteropServices;
using CsiHost.Plugins.Local.Native;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Plugins.Local.Trees;

/// <summary>
/// Copies a folder's content with modes, owners, times, extended attributes, links, holes and special files. A workload may write to the
/// source meanwhile: links are never followed, mount points are copied as empty folders, files that vanish are left out.
/// </summary>
internal sealed class TreeCopier
{
    /// <summary>Paths of more levels cannot be named by any program (PATH_MAX), and each level holds two descriptors.</summary>
    public const int MaxDepth = 1000;

    private readonly FileCopier _files;
    private readonly Folder _shelf;
    private readonly ulong _mountId;
    private readonly CancellationToken _cancellationToken;

    private TreeCopier(Folder shelf, ulong mountId, CancellationToken cancellationToken)
    {
        _files = new FileCopier(cancellationToken);
        _shelf = shelf;
        _mountId = mountId;
        _cancellationToken = cancellationToken;
    }

    /// <param name="source">What to copy.</param>
    /// <param name="target">An empty folder.</param>
    /// <param name="shelf">An empty folder of the target's file system, for one name of each hard-linked file; remove it afterwards.</param>
    /// <param name="cancellationToken">Stops between two pieces.</param>
    public static void Copy(Folder source, Folder target, Folder shelf, CancellationToken cancellationToken) =>
        new TreeCopier(shelf, source.Status().MountId, cancellationToken).CopyFolder(source, target, depth: 0);

    private void CopyFolder(Folder source, Folder target, int depth)
    {
        if (depth > MaxDepth)
            throw LocalErrors.TooDeep(MaxDepth);
        var status = source.Status();
        if (status.MountId == _mountId)
        {
            using var entries = new FolderEntries(source);
            while (entries.TryRead(out var name))
            {
                _cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    CopyEntry(source, target, name, depth);
                }
                catch (IOException exception) when (exception.HResult == Errno.Exists)
                {
                    // A name that was removed and made again during the listing may be listed twice.
                }
            }
        }

        Attributes.Copy(source.Handle, target.Handle, status);
    }

    private void CopyEntry(Folder source, Folder target, ReadOnlySpan<byte> name, int depth)
    {
        FileStatus status;
        SafeFileHandle? file = null;
        Folder? folder = null;
        try
        {
            status = source.Status(name);
            if (status.Kind == FileKind.Regular)
                file = source.OpenFile(name);
            else if (status.Kind == FileKind.Folder)
                folder = source.OpenFolder(name);
        }
        catch (IOException exception) when (exception.HResult is Errno.NotFound or Errno.Loop or Errno.NotDirectory)
        {
            return; // gone, or replaced by something else, since it was listed
        }

        using (file)
        using (folder)
        {
            if (folder is not null)
                CopySubfolder(folder, target, name, depth);
            else if (file is not null)
                CopyRegular(file, target, name);
            else
                CopySpecial(source, target, name, status);
        }
    }

    private void CopySubfolder(Folder folder, Folder target, ReadOnlySpan<byte> name, int depth)
    {
        target.MakeFolder(name);
        using var copy = target.OpenFolder(name);
        CopyFolder(folder, copy, depth + 1);
    }

    private void CopyRegular(SafeFileHandle file, Folder target, ReadOnlySpan<byte> name)
    {
        var status = Folder.Status(file);
        if (status.Kind != FileKind.Regular)
            return; // replaced between the two looks
        var shelved = Folder.Name(status.Inode.ToString(CultureInfo.InvariantCulture));
        if (status.LinkCount > 1 && Libc.LinkAt(_shelf.Handle, shelved, target.Handle, name, 0) == 0)
            return;
        using (var copy = target.CreateFile(name))
        {
            _files.Copy(file, copy, status.Size);
            Attributes.Copy(file, copy, status);
        }

        // A failure only means that further names of this file become files of their own (a file system without links, or too many of them).
        if (status.LinkCount > 1)
            _ = Libc.LinkAt(target.Handle, name, _shelf.Handle, shelved, 0);
    }

    private static void CopySpecial(Folder source, Folder target, ReadOnlySpan<byte> name, in FileStatus status)
    {
        if (status.Kind == FileKind.SymbolicLink)
        {
            var content = new byte[4097];
            var length = Libc.ReadLinkAt(source.Handle, name, content, (nuint)content.Length - 1);
            if (length < 0)
            {
                if (Marshal.GetLastPInvokeError() is Errno.NotFound or Errno.InvalidArgument)
                    return;
                throw Errno.Last("read a link");
            }

            Folder.Check(Libc.SymbolicLinkAt(content, target.Handle, name), "make a link");
        }
        else
        {
            Folder.Check(Libc.MakeNodeAt(target.Handle, name, status.RawMode, status.Device), "make a special file");
        }

        Attributes.CopySpecial(target, name, status);
    }
}
