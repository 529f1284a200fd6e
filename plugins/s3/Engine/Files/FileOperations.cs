using CsiHost.S3Engine.Fuse;
using CsiHost.S3Engine.Native;
using CsiHost.S3Engine.Reading;
using CsiHost.S3Engine.Resume;
using CsiHost.S3Engine.Writing;

namespace CsiHost.S3Engine.Files;

/// <summary>Opening, closing and making files.</summary>
internal sealed class FileOperations(MountContext mount, NodeTable nodes, Lookups lookups, HandleTable handles, ReadService reading, UploadService uploads)
{
    private int _writers;

    public async Task<OpenReply> OpenAsync(Node node, uint flags, uint thread, CancellationToken cancellation)
    {
        if (node.IsDirectory)
            throw new FuseException(Errno.IsDirectory);
        if ((flags & (OpenFlags.Sync | OpenFlags.DataSync)) != 0)
            throw new FuseException(Errno.Invalid);
        if (node.Writer is { IsDeferred: true } pending)
        {
            // The descriptor that wrote is closed: what it wrote becomes the object now, and its copies die.
            _ = await pending.FinishAsync();
            pending.Invalidate();
        }
        if (node.State == NodeState.Renaming || node.Writer is not null)
            throw new FuseException(Errno.NotPermitted);
        var isNew = node.State == NodeState.Local;
        if (!isNew)
            await lookups.RevalidateAsync(node, (flags & OpenFlags.Direct) != 0 ? LookupUse.Fresh : LookupUse.Operation, cancellation);
        var (kind, error) = OpenRules.Decide(flags, isNew, mount.Options);
        if (error != Errno.None)
            throw new FuseException(error);
        return kind == OpenKind.Read ? OpenForReading(node, flags) : OpenForWriting(node, kind, isNew, thread);
    }

    /// <summary>MKNOD: a name without an object yet.</summary>
    public async Task<Node> MakeAsync(Node parent, string name, NodeState state, CancellationToken cancellation)
    {
        if (await lookups.FindAsync(parent, name, LookupUse.Operation, cancellation) is not null)
            throw new FuseException(Errno.Exists);
        if (mount.Options.ReadOnly)
            throw new FuseException(Errno.ReadOnly);
        var node = nodes.AddLocal(parent, name, isDirectory: false, state);
        lookups.Created(node);
        return node;
    }

    /// <summary>CREATE: MKNOD and OPEN in one. A file that is there is opened by the ordinary rules.</summary>
    public async Task<(Node Node, OpenReply Open)> CreateAsync(Node parent, string name, uint flags, uint thread, CancellationToken cancellation)
    {
        if ((flags & (OpenFlags.Sync | OpenFlags.DataSync)) != 0)
            throw new FuseException(Errno.Invalid);
        if (await lookups.FindAsync(parent, name, LookupUse.Operation, cancellation) is { } known)
        {
            if ((flags & OpenFlags.Exclusive) != 0)
                throw new FuseException(Errno.Exists);
            var opened = await OpenAsync(known, flags, thread, cancellation);
            nodes.CountLookup(known);
            return (known, opened);
        }
        if ((flags & OpenFlags.AccessMask) == 0)
            throw new FuseException(Errno.NotPermitted);
        RequireRoomForWriter();
        var node = nodes.AddLocal(parent, name, isDirectory: false, NodeState.Local);
        lookups.Created(node);
        nodes.CountLookup(node);
        return (node, OpenForWriting(node, OpenKind.Write, isNew: true, thread));
    }

    /// <summary>Null: success, and nothing to wait for.</summary>
    public Task<Errno>? Flush(ulong handle, uint thread)
    {
        switch (handles.Find(handle))
        {
            case FileWriter writer:
                return writer.Flush(thread == writer.Process || ThreadGroups.Of(thread) == writer.Process);
            case ObjectReader reader:
                Idle(reader);
                return null;
            case LostHandle:
                throw new FuseException(Errno.Io);
            case null:
                throw new FuseException(Errno.BadDescriptor);
            default:
                return null;
        }
    }

    public Task<Errno>? Sync(ulong handle) => handles.Find(handle) switch
    {
        FileWriter writer => writer.SyncAsync(),
        LostHandle => throw new FuseException(Errno.Io),
        null => throw new FuseException(Errno.BadDescriptor),
        _ => null,
    };

    public async Task ReleaseAsync(ulong handle)
    {
        switch (handles.Remove(handle))
        {
            case FileWriter writer:
                if (await writer.FinishAsync() is var error and not Errno.None)
                    mount.Log.Warn("engine", $"a file was closed with its upload failed ({error})");
                Interlocked.Decrement(ref _writers);
                break;
            case ObjectReader reader:
                Idle(reader);
                reading.Close(reader);
                break;
            default:
                break;
        }
    }

    /// <summary>Reading through a descriptor that seemed closed counts again, unless the file is being written meanwhile.</summary>
    public ObjectReader Reader(ulong handle)
    {
        var reader = handles.Get<ObjectReader>(handle);
        if (reader.IsIdle)
        {
            lock (reader.Node)
            {
                reader.IsIdle = false;
                reader.Node.Readers++;
            }
        }
        return reader;
    }

    private static void Idle(ObjectReader reader)
    {
        lock (reader.Node)
        {
            if (reader.IsIdle)
                return;
            reader.IsIdle = true;
            reader.Node.Readers--;
        }
    }

    private OpenReply OpenForReading(Node node, uint flags)
    {
        if (!node.IsReadable)
            throw new FuseException(Errno.Access);
        lock (node)
        {
            if (node.Writer is not null)
                throw new FuseException(Errno.NotPermitted);
            node.Readers++;
        }
        // Another version is another inode, so what the kernel has of this one stays right; after writing it here, it is taken anew once.
        var open = (flags & OpenFlags.Direct) != 0 ? OpenReplyFlags.DirectIo : node.MayKeepPages ? OpenReplyFlags.KeepCache : OpenReplyFlags.None;
        node.MayKeepPages = true;
        return new OpenReply { Handle = handles.Add(reading.Open(node)), Flags = open };
    }

    private OpenReply OpenForWriting(Node node, OpenKind kind, bool isNew, uint thread)
    {
        RequireRoomForWriter();
        var key = mount.KeyOf(node);
        FileWriter writer = kind == OpenKind.Append ? new AppendWriter(uploads, node, key, ThreadGroups.Of(thread), node.ETag, node.Size)
            : mount.Options.Incremental ? new AppendWriter(uploads, node, key, ThreadGroups.Of(thread), null, 0)
            : new AtomicWriter(uploads, node, key, ThreadGroups.Of(thread), replaces: !isNew);
        lock (node)
        {
            if (node.Writer is not null || node.Readers > 0)
                throw new FuseException(Errno.NotPermitted);
            node.Writer = writer;
            node.State = NodeState.Writing;
            node.MayKeepPages = false;
        }
        Interlocked.Increment(ref _writers);
        return new OpenReply { Handle = handles.Add(writer) };
    }

    private void RequireRoomForWriter()
    {
        if (mount.Options.ReadOnly)
            throw new FuseException(Errno.ReadOnly);
        if (Volatile.Read(ref _writers) >= uploads.MostWriters)
            throw new FuseException(Errno.NoMemory, $"{uploads.MostWriters} files are open for writing, which is all that the memory target allows");
    }
}
