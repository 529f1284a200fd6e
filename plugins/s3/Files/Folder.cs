using System.Text;
using CsiHost.Plugins.S3.Native;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Plugins.S3.Files;

/// <summary>
/// An open folder in which others may write too, such as the one shared with a Mountpoint Pod. It is used by its descriptor and follows no link, so
/// nobody can lead this process, which is root, elsewhere.
/// </summary>
internal sealed class Folder : IDisposable
{
    private const uint FileMode = 0x1A0; // 0640
    private const uint FolderMode = 0x1E8; // 0750
    private readonly SafeFileHandle _handle;

    private Folder(SafeFileHandle handle, string path)
    {
        _handle = handle;
        Path = path;
    }

    /// <summary>Its name, for messages.</summary>
    public string Path { get; }

    /// <summary>Null when there is none.</summary>
    public static Folder? Open(string path) => FolderCalls.OpenFolder(path) is { } handle ? new Folder(handle, path) : null;

    /// <summary>A folder in this one; null when there is none.</summary>
    public Folder? OpenChild(string name) =>
        FolderCalls.OpenFolder(_handle, name) is { } handle ? new Folder(handle, System.IO.Path.Combine(Path, name)) : null;

    /// <summary>A folder in this one, made (0750) when it is missing.</summary>
    public Folder OpenOrMakeChild(string name)
    {
        FolderCalls.MakeFolder(_handle, name, FolderMode);
        return OpenChild(name) ?? throw new IOException($"{Path}/{name} was removed while it was being made");
    }

    /// <summary>Replaces a file (0640) as a whole: readers see the old or the new one, whoever else writes it meanwhile.</summary>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        var temporary = $".{name}.{Guid.NewGuid():N}";
        try
        {
            using (var file = FolderCalls.Create(_handle, temporary, FileMode) ?? throw new IOException($"{Path}/{temporary} exists"))
                RandomAccess.Write(file, content, 0);
            FolderCalls.Rename(_handle, temporary, name);
        }
        catch
        {
            FolderCalls.Remove(_handle, temporary);
            throw;
        }
    }

    /// <summary>Makes an empty file (0640) unless it exists.</summary>
    public void Touch(string name) => FolderCalls.Create(_handle, name, FileMode)?.Dispose();

    /// <summary>A file's text, at most a number of bytes from its end; null when there is none.</summary>
    public string? ReadTail(string name, int maxBytes)
    {
        using var file = FolderCalls.OpenToRead(_handle, name);
        if (file is null)
            return null;
        try
        {
            var start = Math.Max(0, RandomAccess.GetLength(file) - maxBytes);
            var buffer = new byte[maxBytes];
            return Encoding.UTF8.GetString(buffer, 0, RandomAccess.Read(file, buffer, start));
        }
        catch (Exception exception) when (exception is NotSupportedException or UnauthorizedAccessException)
        {
            throw new IOException($"{Path}/{name} is not a file", exception);
        }
    }

    /// <summary>Removes a file; false when there was none.</summary>
    public bool Remove(string name) => FolderCalls.Remove(_handle, name);

    /// <summary>Something in the folder, only named; null when there is nothing.</summary>
    public SafeFileHandle? OpenName(string name) => FolderCalls.OpenName(_handle, name);

    public void Dispose() => _handle.Dispose();
}
