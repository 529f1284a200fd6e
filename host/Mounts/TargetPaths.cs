using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Native;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Mounts;

/// <summary>
/// Makes, opens and removes mount points without following a link that someone planted: the last component is never followed, and below
/// kubelet's root, where containers may write, no component is. Content is never deleted.
/// </summary>
internal sealed class TargetPaths(AbsolutePath guardedRoot)
{
    /// <summary>The mode of what the host makes.</summary>
    public const uint DefaultMode = 0x1E8; // 0750

    private const int PermissionBits = 0xFFF;

    /// <summary>Whether anything has this name, a dangling link included.</summary>
    public bool Exists(string path)
    {
        using var parent = OpenFolder(ParentOf(path));
        using var handle = parent is null ? null : FileCalls.OpenName(parent, NameOf(path), path);
        return handle is not null;
    }

    /// <summary>Makes a folder and its missing parents. True when it was made now.</summary>
    /// <exception cref="CsiException">Something else has the name (FailedPrecondition).</exception>
    public bool EnsureDirectory(string path, uint mode = DefaultMode)
    {
        using var parent = OpenOrMakeFolder(ParentOf(path), mode);
        if (FileCalls.MakeDirectory(parent, NameOf(path), mode & PermissionBits, path))
            return true;
        RequireKind(parent, path, FileKind.Directory, "a directory");
        return false;
    }

    /// <summary>Makes an empty file to mount a device on. True when it was made now.</summary>
    /// <exception cref="CsiException">A folder or link has the name (FailedPrecondition).</exception>
    public bool EnsureFile(string path)
    {
        using var parent = OpenOrMakeFolder(ParentOf(path), DefaultMode);
        if (FileCalls.MakeFile(parent, NameOf(path), DefaultMode & 0x1B6, path))
            return true;
        RequireKind(parent, path, FileKind.Regular, "a file");
        return false;
    }

    /// <summary>Opens what has this name, as a place to mount on.</summary>
    /// <exception cref="CsiException">Nothing is there, or it is a link (FailedPrecondition).</exception>
    public SafeFileHandle Open(string path)
    {
        using var parent = OpenFolder(ParentOf(path));
        var handle = parent is null ? null : FileCalls.OpenName(parent, NameOf(path), path);
        if (handle is null)
            throw CsiErrors.FailedPrecondition($"mount point {path} does not exist");
        if (FileCalls.Status(handle, path).Kind != FileKind.Link)
            return handle;
        handle.Dispose();
        throw CsiErrors.FailedPrecondition($"{path} is a symbolic link; remove it, the host does not mount through links");
    }

    /// <summary>
    /// The folder that holds a mount point, for calls that name it and must not hold it open. Null when there is none. The folder's
    /// descriptor plus the name is a path no link can divert.
    /// </summary>
    public SafeFileHandle? OpenParent(string path) => OpenFolder(ParentOf(path));

    /// <summary>Removes an empty folder or empty file.</summary>
    /// <returns>Null when it is gone; otherwise why it was left alone.</returns>
    public string? RemoveIfEmpty(string path)
    {
        using var parent = OpenFolder(ParentOf(path));
        using var handle = parent is null ? null : FileCalls.OpenName(parent, NameOf(path), path);
        if (handle is null)
            return null;
        var status = FileCalls.Status(handle, path);
        try
        {
            switch (status)
            {
                case { Kind: FileKind.Directory }:
                    FileCalls.RemoveDirectory(parent!, NameOf(path), path);
                    return null;
                case { Kind: FileKind.Regular, Size: 0 }:
                    FileCalls.RemoveFile(parent!, NameOf(path), path);
                    return null;
                default:
                    return $"{path} is a {status.Kind} with content of its own; it was left alone";
            }
        }
        catch (NativeException exception) when (exception.Errno is Errno.ENOTEMPTY or Errno.EEXIST)
        {
            return $"{path} is not empty although nothing is mounted there; its content was left alone";
        }
        catch (NativeException exception) when (exception.Errno == Errno.EBUSY)
        {
            return $"{path} is still in use; it was left alone";
        }
    }

    /// <summary>The last component.</summary>
    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string ParentOf(string path) => path.LastIndexOf('/') is > 0 and var slash
        ? path[..slash]
        : path.Length > 1 ? "/" : throw CsiErrors.FailedPrecondition("the root directory cannot be a mount point");

    private SafeFileHandle? OpenFolder(string path)
    {
        if (!MountTable.Contains(guardedRoot.Value, path) || guardedRoot.Value == "/")
            return FileCalls.OpenFolder(path);

        var root = FileCalls.OpenFolder(guardedRoot.Value);
        if (root is null || path == guardedRoot.Value)
            return root;
        using (root)
            return OpenBelowRoot(root, path);
    }

    private SafeFileHandle? OpenBelowRoot(SafeFileHandle root, string path)
    {
        try
        {
            return FileCalls.OpenFolderWithoutLinks(root, path[(guardedRoot.Value.Length + 1)..], path);
        }
        catch (NativeException exception) when (exception.Errno == Errno.ELOOP)
        {
            throw CsiErrors.FailedPrecondition($"{path} leads through a symbolic link; the host does not follow links below {guardedRoot}");
        }
        catch (NativeException exception) when (exception.Errno == Errno.ENOSYS)
        {
            // Kernels before 5.6 have no openat2: only the last component is guarded there.
            return FileCalls.OpenFolder(path);
        }
    }

    private SafeFileHandle OpenOrMakeFolder(string path, uint mode)
    {
        if (OpenFolder(path) is { } existing)
            return existing;
        EnsureDirectory(path, mode);
        return OpenFolder(path) ?? throw CsiErrors.FailedPrecondition($"{path} was removed while it was being made");
    }

    private static void RequireKind(SafeFileHandle parent, string path, FileKind kind, string wanted)
    {
        using var handle = FileCalls.OpenName(parent, NameOf(path), path);
        var found = handle is null ? FileKind.Other : FileCalls.Status(handle, path).Kind;
        // What is mounted there already may be a device; only what lies under it was made by a name.
        if (found != kind && !(kind == FileKind.Regular && found == FileKind.BlockDevice))
            throw CsiErrors.FailedPrecondition($"{path} exists and is not {wanted}");
    }
}
