using CsiHost.Native;

namespace CsiHost.State;

/// <summary>Small files that are wholly there or not at all, whatever dies when.</summary>
internal static class AtomicFile
{
    /// <summary>Marks a write that never finished; such files are removed at start.</summary>
    public const string TemporarySuffix = ".tmp";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the folder (owner only) and removes unfinished writes.</summary>
    public static void PrepareFolder(string directory)
    {
        Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
        foreach (var leftover in Directory.EnumerateFiles(directory, "*" + TemporarySuffix))
            File.Delete(leftover);
    }

    /// <summary>Writes: temporary file, fsync, rename, fsync of the folder. On failure the old content stays.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="content">The content.</param>
    /// <param name="cancellationToken">Cancels before the rename.</param>
    public static void Write(string directory, string name, ReadOnlySpan<byte> content, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(directory, $"{name}.{Guid.NewGuid():N}{TemporarySuffix}");
        try
        {
            WriteNew(temporary, content);
            cancellationToken.ThrowIfCancellationRequested();
            File.Move(temporary, Path.Combine(directory, name), overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        FileCalls.SyncDirectory(directory);
    }

    /// <summary>Deletes durably; a file that is gone is no error.</summary>
    public static void Delete(string directory, string name)
    {
        var path = Path.Combine(directory, name);
        if (!File.Exists(path))
            return;
        File.Delete(path);
        FileCalls.SyncDirectory(directory);
    }

    /// <summary>Whether the disk or a quota is full. On Unix the runtime puts the error number there.</summary>
    public static bool IsFull(IOException exception) => exception.HResult is Errno.ENOSPC or Errno.EDQUOT;

    private static void WriteNew(string path, ReadOnlySpan<byte> content)
    {
        using var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
            UnixCreateMode = OwnerOnly,
        });
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }
}
