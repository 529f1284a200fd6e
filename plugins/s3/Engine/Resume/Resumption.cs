using CsiHost.S3Engine.Files;
using CsiHost.S3Engine.Hosting;
using CsiHost.S3Engine.Reading;
using CsiHost.S3Engine.S3;
using CsiHost.S3Engine.Writing;

namespace CsiHost.S3Engine.Resume;

/// <summary>
/// Goes on where a former process on the same device stopped: inodes and open files as its journal has them, and the requests that it had taken and not
/// answered asked for again. Uploads that it left are aborted in any case.
/// </summary>
internal sealed class Resumption(MountContext mount, NodeTable nodes, HandleTable handles) : IDisposable
{
    private const int Resend = 7; // FUSE_NOTIFY_RESEND
    private SessionJournal? _journal;

    /// <summary>Opens the journal in the folder; true when there was one of this very connection, whose state is in the tables now.</summary>
    public bool Begin(string folder, string? connection, UploadService uploads, ReadService reading, NodeAttributes attributes)
    {
        var path = Path.Combine(folder, "session.journal");
        var state = Load(path);
        _ = AbortAsync(state);
        var resumes = connection is not null && state.Connection == connection;
        if (resumes)
            Restore(state, reading, attributes);
        // Without the kernel's number of the connection nothing tells it from another, and the file is of no use but for uploads.
        _journal = new SessionJournal(path, connection ?? "", mount.Log);
        foreach (var (number, handle) in handles.Numbered)
            _journal.Opened(number, handle);
        nodes.WithAll(_journal.Rewrite);
        (nodes.Journal, handles.Journal, uploads.Journal) = (_journal, _journal, _journal);
        if (resumes)
            mount.Log.Info("engine", $"going on with {state.Nodes.Count} inodes and {state.Handles.Count} open files of the process before");
        return resumes;
    }

    /// <summary>Asks the kernel for what the former process read from the device and never answered.</summary>
    public void AskAgain()
    {
        if (!mount.Replies.Notify(Resend))
            mount.Log.Warn("engine", "this kernel (before 6.9) cannot repeat requests: programs that waited for the former process go on waiting");
    }

    public void TidyJournal()
    {
        if (_journal is { WantsRewrite: true })
            nodes.WithAll(_journal.Rewrite);
    }

    /// <summary>The mount is gone: there is nothing to go on with.</summary>
    public void End() => _journal?.Discard();

    public void Dispose() => _journal?.Dispose();

    private static SessionState Load(string path)
    {
        try
        {
            return SessionState.Load(path);
        }
        catch (IOException exception)
        {
            throw new EngineException($"CSI_S3_ENGINE_STATE: cannot read '{path}': {exception.Message}", exception);
        }
    }

    private void Restore(SessionState state, ReadService reading, NodeAttributes attributes)
    {
        var restored = new Dictionary<ulong, Node> { [NodeTable.RootId] = nodes.Root };
        foreach (var id in state.Nodes.Keys.Order())
            RestoreNode(id, state, restored);
        nodes.StartAfter(state.LastNode);
        foreach (var (number, (kind, id)) in state.Handles)
        {
            if (kind == HandleKind.Writer || !restored.TryGetValue(id, out var node))
            {
                handles.Restore(number, LostHandle.Instance);
                continue;
            }
            if (kind == HandleKind.Reader)
                node.Readers++;
            handles.Restore(number, kind == HandleKind.Reader ? reading.Open(node) : new DirectoryStream(mount, nodes, attributes, node) { IsRestored = true });
        }
        handles.StartAfter(state.LastHandle);
    }

    private Node? RestoreNode(ulong id, SessionState state, Dictionary<ulong, Node> restored)
    {
        if (restored.TryGetValue(id, out var known))
            return known;
        // A file that was being written is lost: its name leads to what the bucket has.
        if (!state.Nodes.TryGetValue(id, out var record) || (record.IsLocal && !record.IsDirectory) || RestoreNode(record.Parent, state, restored) is not { } parent)
            return null;
        var node = record.ToNode(parent);
        nodes.Restore(node);
        return restored[id] = node;
    }

    private async Task AbortAsync(SessionState state)
    {
        foreach (var (id, key) in state.Uploads)
        {
            try
            {
                await mount.Client.AbortUploadAsync(key, id, CancellationToken.None);
                mount.Log.Info("s3", $"aborted the upload of {key} that a former process left");
            }
            catch (S3Exception exception)
            {
                mount.Log.Warn("s3", $"the upload of {key} that a former process left stays in the bucket: {exception.Message}");
            }
        }
    }
}
