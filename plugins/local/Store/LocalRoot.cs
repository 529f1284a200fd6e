using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Local.Native;
using CsiHost.Plugins.Local.Trees;

namespace CsiHost.Plugins.Local.Store;

/// <summary>
/// The folder that holds everything:
/// <code>
/// volumes/ID/{volume.json,data/}       what calls see; each entry appears by one rename and goes by one rename
/// snapshots/ID/{snapshot.json,data/}
/// tmp/ID.RANDOM/                       entries being built; whatever is here after a crash never existed
/// trash/ID.RANDOM/                     entries being removed; whatever is here after a crash is already deleted
/// lock                                 held while the process lives, so that two hosts never share a root
/// </code>
/// </summary>
internal sealed class LocalRoot(LocalOptions options) : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private FileStream? _lock;
    private Folder? _drafts;
    private Folder? _trash;

    /// <summary>The root without links, as the mount table shows it; empty until <see cref="Open"/>.</summary>
    public string Path { get; private set; } = "";

    public Folder Drafts => _drafts ?? throw NotOpen();

    public Folder Trash => _trash ?? throw NotOpen();

    /// <summary>Makes the folders and takes the lock.</summary>
    public void Open()
    {
        Directory.CreateDirectory(options.Root, OwnerOnly);
        if ((File.GetUnixFileMode(options.Root) & (UnixFileMode.OtherWrite | UnixFileMode.GroupWrite)) != 0)
            throw new IOException($"{options.Root} is writable by others than its owner; run: chmod go-w {options.Root}");
        using (var root = Folder.Open(options.Root))
            Path = root.RealPath;
        _lock = TakeLock();
        _drafts = OpenFolder("tmp");
        _trash = OpenFolder("trash");
    }

    public Folder OpenFolder(string name)
    {
        var path = System.IO.Path.Combine(Path.Length > 0 ? Path : throw NotOpen(), name);
        Directory.CreateDirectory(path, OwnerOnly);
        return Folder.Open(path);
    }

    /// <summary>Where entry <paramref name="id"/> goes while it is built or removed; never the same name twice.</summary>
    public static string TransientName(string id) => $"{id}.{Guid.NewGuid():N}";

    /// <summary>What an earlier process left: drafts it was building, trash it was removing.</summary>
    public IReadOnlyList<(Folder Parent, string Name)> FindLeftovers() => [.. NamesIn(Drafts, "*"), .. NamesIn(Trash, "*")];

    /// <summary>
    /// Removes the deleted entry <paramref name="id"/> from the trash; also what an earlier, cancelled call left of it, so that a repeat of the
    /// call ends when the data is gone.
    /// </summary>
    public void EmptyTrash(string id, CancellationToken cancellationToken)
    {
        foreach (var (parent, name) in NamesIn(Trash, id + ".*"))
            TreeRemover.Remove(parent, name, cancellationToken);
    }

    public void Dispose()
    {
        _drafts?.Dispose();
        _trash?.Dispose();
        _lock?.Dispose();
    }

    private static (Folder Parent, string Name)[] NamesIn(Folder folder, string pattern) =>
        [.. new DirectoryInfo(folder.RealPath).EnumerateFileSystemInfos(pattern).Select(entry => (folder, entry.Name))];

    private FileStream TakeLock()
    {
        var path = System.IO.Path.Combine(Path, "lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new IOException($"{path} is locked: another host uses this root", exception);
        }
    }

    private static CsiException NotOpen() => CsiErrors.Unavailable("the driver has not started yet");
}
