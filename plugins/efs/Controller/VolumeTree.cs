using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>The directories of volumes below a mounted root. Never follows a link that a client of the file system has put in the way.</summary>
internal static class VolumeTree
{
    /// <summary>Removes a directory with all in it; one that is not there is no error.</summary>
    /// <exception cref="CsiException">It is the root, or a link is in the way.</exception>
    /// <exception cref="IOException">It cannot be removed whole.</exception>
    public static void Remove(string root, string directory, CancellationToken cancellationToken)
    {
        var path = Locate(root, directory) ?? throw CsiErrors.FailedPrecondition(
            $"'{directory}' is the root of the file system; it is not deleted, because that would delete the data of every volume");
        if (!Directory.Exists(path))
            return;
        foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos())
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Links are removed, not followed.
            if (entry is DirectoryInfo { LinkTarget: null } folder)
                Remove(folder, cancellationToken);
            else
                entry.Delete();
        }
        Directory.Delete(path);
    }

    /// <summary>Makes a directory and those above it.</summary>
    /// <returns>The full path.</returns>
    public static string Make(string root, string directory)
    {
        var path = Locate(root, directory) ?? root;
        Directory.CreateDirectory(path);
        return path;
    }

    private static void Remove(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry is DirectoryInfo { LinkTarget: null } inner)
                Remove(inner, cancellationToken);
            else
                entry.Delete();
        }
        folder.Delete();
    }

    // Null for the root itself.
    private static string? Locate(string root, string directory)
    {
        var path = root;
        foreach (var part in directory.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part is "." or "..")
                throw CsiErrors.FailedPrecondition($"the directory '{directory}' has the part '{part}'");
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null)
                throw CsiErrors.FailedPrecondition($"'{part}' in the directory '{directory}' is a link; it is not followed. Remove it by hand");
        }
        return path == root ? null : path;
    }
}
