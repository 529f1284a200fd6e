using CsiHost.Plugins.Local.Native;
using CsiHost.Plugins.Local.Trees;

namespace CsiHost.Plugins.Local.Store;

/// <summary>
/// An entry while it is built, in a folder that no call looks at. Disposing removes it, unless it was put in its place before.
/// </summary>
internal sealed class EntryDraft : IDisposable
{
    private static readonly byte[] DataName = Folder.Name("data");
    private readonly LocalRoot _root;
    private readonly string _name;
    private readonly Folder _folder;
    private bool _isCopy;
    private bool _isPlaced;

    public EntryDraft(LocalRoot root, string id)
    {
        _root = root;
        _name = LocalRoot.TransientName(id);
        _root.Drafts.MakeFolder(Folder.Name(_name));
        _folder = _root.Drafts.OpenFolder(Folder.Name(_name));
        _folder.MakeFolder(DataName);
        Data = _folder.OpenFolder(DataName);
    }

    /// <summary>The content to be; empty at first.</summary>
    public Folder Data { get; }

    public string Path => System.IO.Path.Combine(_root.Path, "tmp", _name);

    /// <summary>Copies another entry's content into this one.</summary>
    public void CopyFrom(string dataPath, CancellationToken cancellationToken)
    {
        const string shelfName = "links";
        _isCopy = true;
        _folder.MakeFolder(Folder.Name(shelfName));
        using (var source = Folder.Open(dataPath))
        using (var shelf = _folder.OpenFolder(Folder.Name(shelfName)))
            TreeCopier.Copy(source, Data, shelf, cancellationToken);
        TreeRemover.Remove(_folder, shelfName, cancellationToken);
    }

    /// <summary>
    /// Puts the entry in its place: all of it is on the disk before the one rename that makes it exist.
    /// </summary>
    /// <returns>False when there is an entry of that id by now.</returns>
    public bool TryPlace(Folder entries, string id)
    {
        Flush();
        try
        {
            _root.Drafts.Move(Folder.Name(_name), entries, Folder.Name(id));
        }
        catch (IOException exception) when (exception.HResult == Errno.Exists)
        {
            return false;
        }

        _isPlaced = true;
        entries.Flush();
        return true;
    }

    public void Dispose()
    {
        Data.Dispose();
        _folder.Dispose();
        if (!_isPlaced)
            Discard();
    }

    /// <summary>A whole tree is flushed with its file system; an empty volume need not wait for what others have written.</summary>
    private void Flush()
    {
        if (_isCopy)
        {
            _folder.FlushFileSystem();
            return;
        }

        Data.Flush();
        _folder.Flush();
    }

    private void Discard()
    {
        try
        {
            TreeRemover.Remove(_root.Drafts, _name, CancellationToken.None);
        }
        catch (IOException)
        {
            // The failure that brought us here is the one to report; the next start removes what is left.
        }
    }
}
