using System.Runtime.InteropServices;
using CsiHost.Plugins.Local.Native;

namespace CsiHost.Plugins.Local.Trees;

/// <summary>
/// Removes a folder and all in it. The content belongs to workloads, so nothing about it is trusted: links are removed and never followed, a
/// mount point is never entered, and depth costs neither stack nor descriptors.
/// </summary>
internal sealed class TreeRemover
{
    private readonly Folder _top;
    private readonly CancellationToken _cancellationToken;
    private readonly string _prefix = $"~{Guid.NewGuid():N}-";
    private int _moved;

    private TreeRemover(Folder top, CancellationToken cancellationToken)
    {
        _top = top;
        _cancellationToken = cancellationToken;
    }

    /// <summary>
    /// Removes entry <paramref name="name"/> of <paramref name="parent"/>; one that is not there is no error. When it throws or is cancelled,
    /// the rest is still a tree below the same name, and calling again goes on.
    /// </summary>
    /// <exception cref="IOException">Something is mounted inside (EBUSY), or the file system failed.</exception>
    public static void Remove(Folder parent, string name, CancellationToken cancellationToken)
    {
        var bytes = Folder.Name(name);
        try
        {
            using (var top = OpenBelow(parent, bytes))
            {
                var remover = new TreeRemover(top, cancellationToken);
                while (remover.SweepTop())
                {
                }
            }

            parent.TryRemoveFolder(bytes);
        }
        catch (IOException exception) when (exception.HResult == Errno.NotFound)
        {
        }
    }

    /// <summary>
    /// The walk holds two folders open at most: what is not empty moves up to the top under a fresh name and is emptied there, in a later
    /// sweep. (Moving or removing a mount point fails with EBUSY.)
    /// </summary>
    /// <returns>Whether there was anything; removing while listing may skip entries, so the last sweep is the one that finds none.</returns>
    private bool SweepTop()
    {
        var found = false;
        using var entries = new FolderEntries(_top);
        _ = Libc.Seek(_top.Handle, 0, 0);
        while (entries.TryRead(out var name))
        {
            found = true;
            if (TryUnlink(_top, name))
                continue;
            using (var folder = OpenBelow(_top, name))
                Sweep(folder);
            _top.TryRemoveFolder(name);
        }

        return found;
    }

    private void Sweep(Folder folder)
    {
        using var entries = new FolderEntries(folder);
        while (entries.TryRead(out var name))
        {
            if (!TryUnlink(folder, name) && !folder.TryRemoveFolder(name))
                folder.Move(name, _top, Folder.Name($"{_prefix}{_moved++}"));
        }
    }

    /// <returns>False for a folder.</returns>
    private bool TryUnlink(Folder folder, ReadOnlySpan<byte> name)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (Libc.UnlinkAt(folder.Handle, name, 0) == 0)
            return true;
        return Marshal.GetLastPInvokeError() switch
        {
            Errno.NotFound => true,
            Errno.IsDirectory => false,
            var error => throw Errno.Create("remove a file", error),
        };
    }

    private static Folder OpenBelow(Folder parent, ReadOnlySpan<byte> name)
    {
        var folder = parent.OpenFolder(name);
        if (folder.Status().MountId == parent.Status().MountId)
            return folder;
        folder.Dispose();
        throw Errno.Create("remove a folder that is a mount point", Errno.Busy);
    }
}
