using System.Collections.Concurrent;
using CsiHost.S3Engine.Fuse;
using CsiHost.S3Engine.Native;
using CsiHost.S3Engine.Reading;
using CsiHost.S3Engine.Resume;
using CsiHost.S3Engine.Writing;

namespace CsiHost.S3Engine.Files;

/// <summary>
/// Turns requests into operations. READ, WRITE, FORGET and what needs no bucket are done on the thread that read the request; the rest goes on as tasks
/// that answer when they end.
/// </summary>
internal sealed partial class Dispatcher(MountContext mount, NodeTable nodes, Lookups lookups, HandleTable handles, ReadService reading, FileOperations files,
    NameOperations names, NodeAttributes attributes) : IRequestHandler
{
    private readonly ConcurrentDictionary<ulong, CancellationTokenSource> _running = new();
    private readonly AccessRule _access = new(mount);
    private volatile bool _initialised;
    private volatile bool _destroyed;

    /// <summary>Buffers that writes kept go back here.</summary>
    public FuseSession? Session { get; set; }

    /// <summary>What the kernel agreed to in INIT, told once.</summary>
    public Action<InitReply>? Negotiated { get; set; }

    public Action? OnEnded { get; set; }

    public bool Handle(RequestBuffer buffer, int length)
    {
        var request = new RequestReader(buffer.Message(length));
        var header = request.Header;
        try
        {
            if (header.Opcode == Opcode.Init)
            {
                Init(header.Unique, request);
                return false;
            }
            if ((!_initialised || _destroyed) && header.Opcode is not (Opcode.Forget or Opcode.BatchForget))
                throw new FuseException(Errno.Io);
            if (!_access.Allows(header))
                throw new FuseException(Errno.Access);
            mount.Log.Trace("fuse", header.Opcode.ToString(), header.Node);
            return header.Opcode == Opcode.Write ? Write(header, request, buffer) : Dispatch(header, request);
        }
        catch (Exception exception)
        {
            Fail(header, exception);
            return false;
        }
    }

    public void Ended() => OnEnded?.Invoke();

    /// <summary>The connection was negotiated by a former process.</summary>
    public void Resume() => _initialised = true;

    private bool Dispatch(in RequestHeader header, RequestReader request)
    {
        switch (header.Opcode)
        {
            case Opcode.Read: Read(header, request.Read<ReadRequest>()); break;
            case Opcode.Forget: nodes.Forget(header.Node, request.Read<ulong>()); break;
            case Opcode.BatchForget: ForgetMany(request); break;
            case Opcode.Interrupt: Interrupt(request.Read<ulong>()); break;
            case Opcode.StatFileSystem: mount.Replies.Send(header.Unique, Statistics); break;
            case Opcode.Lookup: Lookup(header, request.Name(0)); break;
            case Opcode.GetAttributes: GetAttributes(header); break;
            case Opcode.SetAttributes: SetAttributes(header, request.Read<SetAttributesRequest>()); break;
            case Opcode.Open: Open(header, request.Read<uint>()); break;
            case Opcode.Create: Create(header, request.Read<uint>(), request.Name(16)); break;
            case Opcode.MakeNode: MakeNode(header, request.Read<uint>(), request.Name(16)); break;
            case Opcode.MakeDirectory: MakeDirectory(header, request.Name(8)); break;
            case Opcode.Unlink: Unlink(header, request.Name(0)); break;
            case Opcode.RemoveDirectory: RemoveDirectory(header, request.Name(0)); break;
            case Opcode.Rename: Rename(header, request.Read<ulong>(), 0, request.Names(8)); break;
            case Opcode.Rename2: Rename(header, request.Read<ulong>(), request.Read<uint>(8), request.Names(16)); break;
            case Opcode.Flush: Close(header, files.Flush(request.Read<ulong>(), header.Process)); break;
            case Opcode.Sync: Close(header, files.Sync(request.Read<ulong>())); break;
            case Opcode.Release: Release(header.Unique, request.Read<ulong>()); break;
            case Opcode.OpenDirectory: OpenDirectory(header); break;
            case Opcode.ReadDirectory: ReadDirectory(header, request.Read<ReadRequest>(), plus: false); break;
            case Opcode.ReadDirectoryPlus: ReadDirectory(header, request.Read<ReadRequest>(), plus: true); break;
            case Opcode.ReleaseDirectory: ReleaseDirectory(header.Unique, request.Read<ulong>()); break;
            case Opcode.SymbolicLink or Opcode.Link: throw new FuseException(Errno.NotPermitted);
            case Opcode.Destroy: Destroy(header.Unique); break;
            default: throw new FuseException(Errno.NotImplemented);
        }
        return false;
    }

    private static readonly StatReply Statistics = new()
    {
        Blocks = ulong.MaxValue / 1024,
        Free = ulong.MaxValue / 1024,
        Available = ulong.MaxValue / 1024,
        Files = ulong.MaxValue / 1024,
        FreeFiles = ulong.MaxValue / 1024,
        BlockSize = 512,
        NameLength = EntryName.MostBytes,
    };

    private void Init(ulong unique, RequestReader request)
    {
        if (InitNegotiation.Answer(request.Read<InitRequest>(), mount.Limits) is not { } reply)
            throw new FuseException(Errno.Protocol, "the kernel's FUSE protocol is older than 7.23");
        if (_initialised)
        {
            // Not the connection that we took it for: nothing that was restored is known to this kernel.
            nodes.Clear();
            handles.Clear();
        }
        _initialised = true;
        mount.Replies.Send(unique, reply);
        Negotiated?.Invoke(reply);
    }

    private void Destroy(ulong unique)
    {
        _destroyed = true;
        mount.Replies.Done(unique);
    }

    private void Read(in RequestHeader header, in ReadRequest read)
    {
        files.Reader(read.Handle).Read(header.Unique, (long)read.Offset, (int)read.Size);
    }

    private unsafe bool Write(in RequestHeader header, RequestReader request, RequestBuffer buffer)
    {
        var write = request.Read<ReadRequest>();
        var data = request.Body.Slice(sizeof(ReadRequest), (int)write.Size);
        if (handles.Find(write.Handle) is LostHandle)
            throw new FuseException(Errno.Io);
        var writer = handles.Get<FileWriter>(write.Handle);
        if (writer.TryWrite((long)write.Offset, data, out var error))
        {
            Written(header.Unique, write.Size, error);
            return false;
        }
        _ = WriteLaterAsync(header.Unique, writer, (long)write.Offset, buffer, (int)write.Size);
        return true;
    }

    private async Task WriteLaterAsync(ulong unique, FileWriter writer, long offset, RequestBuffer buffer, int size)
    {
        var error = Errno.Io;
        try
        {
            error = await writer.WriteAsync(offset, buffer.Data(size), CancellationToken.None);
        }
        finally
        {
            Session!.Recycle(buffer);
            Written(unique, (uint)size, error);
        }
    }

    private void Written(ulong unique, uint size, Errno error)
    {
        if (error == Errno.None)
            mount.Replies.Send(unique, new WriteReply { Size = size });
        else
            mount.Replies.Error(unique, error);
    }

    private void ForgetMany(RequestReader request)
    {
        var count = request.Read<uint>();
        for (var i = 0; i < count; i++)
            nodes.Forget(request.Read<ulong>(8 + i * 16), request.Read<ulong>(16 + i * 16));
    }

    /// <summary>A program waits no longer. What reads or asks stops; what writes goes on, because stopping it half-way would lose data.</summary>
    private void Interrupt(ulong unique)
    {
        if (_running.TryGetValue(unique, out var running))
            running.Cancel();
        else
            reading.Interrupt(unique);
    }

    private void Fail(in RequestHeader header, Exception exception)
    {
        if (exception is not (FuseException { IsNews: false } or OperationCanceledException))
            mount.Log.Warn("fuse", $"{header.Opcode} of inode {header.Node}: {(exception is FuseException or S3.S3Exception ? exception.Message : exception.ToString())}");
        if (header.Opcode is not (Opcode.Forget or Opcode.BatchForget or Opcode.Interrupt))
            mount.Replies.Error(header.Unique, S3.ErrnoMap.Of(exception));
    }

    private void Run(RequestHeader header, Func<CancellationToken, Task> operation) => _ = RunAsync(header, operation);

    private async Task RunAsync(RequestHeader header, Func<CancellationToken, Task> operation)
    {
        using var running = new CancellationTokenSource();
        _running[header.Unique] = running;
        try
        {
            await operation(running.Token);
        }
        catch (Exception exception)
        {
            Fail(header, exception);
        }
        finally
        {
            _running.TryRemove(header.Unique, out _);
        }
    }
}
