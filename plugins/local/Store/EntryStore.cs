using System.Text.Json;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Local.Native;

namespace CsiHost.Plugins.Local.Store;

/// <summary>
/// The entries of one kind. Reading never locks and sees each entry whole or not at all. There is no copy in memory: the folder is the truth,
/// and the kernel caches it well enough.
/// </summary>
internal sealed partial class EntryStore<TRecord>(LocalRoot root, EntryKind<TRecord> kind, ILogger logger) : IDisposable
    where TRecord : class, IEntry
{
    private readonly Lock _gate = new(); // orders changes of records with deletions
    private Folder? _entries;

    public void Open() => _entries = root.OpenFolder(kind.FolderName);

    public string IdOf(string name) => EntryId.Create(kind.Prefix, name);

    /// <summary>The folder with the entry's content. Only for ids of records that were read.</summary>
    public string DataPath(string id) => Path.Combine(EntryPath(id), "data");

    /// <summary>The record; null when there is no such entry, also for ids that are not ours.</summary>
    public TRecord? Find(string id)
    {
        if (!EntryId.IsWellFormed(kind.Prefix, id))
            return null;
        byte[] content;
        try
        {
            content = File.ReadAllBytes(Path.Combine(EntryPath(id), kind.RecordName));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Directory.Exists(EntryPath(id)) ? throw LocalErrors.Damaged(id) : null;
        }

        return Parse(id, content);
    }

    /// <summary>Every record. A damaged one is logged and left out: one bad file must not hide the others.</summary>
    public IEnumerable<TRecord> List()
    {
        foreach (var path in Directory.EnumerateDirectories(Path.Combine(root.Path, kind.FolderName)))
        {
            if (FindOrLog(Path.GetFileName(path)) is { } record)
                yield return record;
        }
    }

    /// <summary>
    /// Builds an entry aside and puts it in its place. A crash, a failure or a cancellation at any point leaves either the whole entry or none.
    /// </summary>
    /// <param name="record">The entry.</param>
    /// <param name="fill">Makes the content; runs off the caller's thread, since it may copy much.</param>
    /// <param name="cancellationToken">Stops the building.</param>
    /// <returns>False when there is an entry of that id by now.</returns>
    public Task<bool> TryAddAsync(TRecord record, Action<EntryDraft> fill, CancellationToken cancellationToken) =>
        Task.Run(() => TryAdd(record, fill, cancellationToken), cancellationToken);

    /// <summary>Changes a record; the old or the new one survives a crash.</summary>
    /// <param name="id">The entry.</param>
    /// <param name="change">Gets the record as it is and returns it as it shall be; the same object means no change.</param>
    /// <returns>The record now; null when there is no such entry.</returns>
    public TRecord? Update(string id, Func<TRecord, TRecord> change)
    {
        lock (_gate)
        {
            if (Find(id) is not { } old)
                return null;
            var changed = change(old);
            if (!ReferenceEquals(old, changed))
                Replace(changed);
            return changed;
        }
    }

    /// <summary>Deletes an entry: one rename, after which it no longer exists, then the removal of its data. None is no error.</summary>
    public Task RemoveAsync(string id, CancellationToken cancellationToken) =>
        EntryId.IsWellFormed(kind.Prefix, id) ? Task.Run(() => Remove(id, cancellationToken), cancellationToken) : Task.CompletedTask;

    public void Dispose() => _entries?.Dispose();

    private Folder Entries => _entries ?? throw CsiErrors.Unavailable("the driver has not started yet");

    private string EntryPath(string id) => Path.Combine(root.Path, kind.FolderName, id);

    private bool TryAdd(TRecord record, Action<EntryDraft> fill, CancellationToken cancellationToken)
    {
        try
        {
            using var draft = new EntryDraft(root, record.Id);
            fill(draft);
            WriteRecord(Path.Combine(draft.Path, kind.RecordName), record);
            cancellationToken.ThrowIfCancellationRequested();
            if (!draft.TryPlace(Entries, record.Id))
                return false;
            LogAdded(record.Id);
            return true;
        }
        catch (IOException exception) when (LocalErrors.IsKnown(exception))
        {
            throw LocalErrors.Translate(exception);
        }
    }

    private void Remove(string id, CancellationToken cancellationToken)
    {
        try
        {
            lock (_gate)
            {
                Entries.Move(Folder.Name(id), root.Trash, Folder.Name(LocalRoot.TransientName(id)));
                Entries.Flush();
            }

            LogRemoved(id);
        }
        catch (IOException exception) when (exception.HResult == Errno.NotFound)
        {
            // Deleted already; an earlier call may have left some of its data, though.
        }

        try
        {
            root.EmptyTrash(id, cancellationToken);
        }
        catch (IOException exception) when (LocalErrors.IsKnown(exception))
        {
            throw LocalErrors.Translate(exception);
        }
    }

    private void Replace(TRecord record)
    {
        var path = Path.Combine(EntryPath(record.Id), kind.RecordName);
        var draft = path + ".new";
        try
        {
            WriteRecord(draft, record);
            File.Move(draft, path, overwrite: true);
            using var folder = Folder.Open(EntryPath(record.Id));
            folder.Flush();
        }
        catch (IOException exception) when (LocalErrors.IsKnown(exception))
        {
            File.Delete(draft);
            throw LocalErrors.Translate(exception);
        }
    }

    private void WriteRecord(string path, TRecord record)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        JsonSerializer.Serialize(file, record, kind.Type());
        file.Flush(flushToDisk: true);
    }

    private TRecord Parse(string id, byte[] content)
    {
        try
        {
            var record = JsonSerializer.Deserialize(content, kind.Type());
            return record?.Id == id && IdOf(record.Name) == id ? record : throw LocalErrors.Damaged(id);
        }
        catch (JsonException)
        {
            throw LocalErrors.Damaged(id);
        }
    }

    private TRecord? FindOrLog(string id)
    {
        try
        {
            return Find(id);
        }
        catch (CsiException exception)
        {
            LogSkipped(exception.Message);
            return null;
        }
    }
}
