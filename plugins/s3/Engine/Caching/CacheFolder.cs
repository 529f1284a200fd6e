using System.Security.Cryptography;
using System.Text;
using CsiHost.S3Engine.Hosting;

namespace CsiHost.S3Engine.Caching;

/// <summary>The cache's place on disk: this mount's own folder below the one that the user named. Old contents are moved aside at once and deleted behind the scenes.</summary>
internal sealed class CacheFolder
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string _own;
    private readonly bool _keep;

    public CacheFolder(string root, string? cacheKey, bool keep)
    {
        _keep = keep;
        _own = Path.Combine(root, "mountpoint-cache");
        if (cacheKey is not null)
            _own = Path.Combine(_own, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cacheKey))));
        Blocks = Path.Combine(_own, "V2");
    }

    public string Root => _own;
    public string Blocks { get; }

    public void Prepare()
    {
        try
        {
            if (!_keep)
                Wipe();
            Make(Blocks);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EngineException($"--cache: cannot use '{_own}': {exception.Message}", exception);
        }
    }

    /// <summary>Renames what is there and deletes it in the background: a large cache must not hold up a mount.</summary>
    public void Wipe()
    {
        if (_keep || !Directory.Exists(Blocks))
            return;
        var trash = $"{Blocks}.old-{Guid.NewGuid():N}";
        Directory.Move(Blocks, trash);
        foreach (var old in Directory.GetDirectories(_own, "V2.old-*"))
            _ = Task.Run(() => TryDelete(old));
    }

    public static void Make(string path)
    {
        if (!Directory.Exists(path))
            Directory.CreateDirectory(path, FolderMode);
    }

    public static FileStream Create(string path) => new(path, new FileStreamOptions
    {
        Mode = System.IO.FileMode.CreateNew,
        Access = FileAccess.Write,
        BufferSize = 0,
        UnixCreateMode = FileMode,
    });

    public static void TryDelete(string path)
    {
        try
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What stays is moved aside and deleted by the next mount.
        }
    }
}
