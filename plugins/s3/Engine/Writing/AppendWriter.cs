using System.Globalization;
using CsiHost.S3Engine.Files;
using CsiHost.S3Engine.Fuse;
using CsiHost.S3Engine.Hosting;
using CsiHost.S3Engine.Memory;
using CsiHost.S3Engine.Native;
using CsiHost.S3Engine.S3;

namespace CsiHost.S3Engine.Writing;

/// <summary>
/// Incremental upload: each full buffer is a PUT at the object's end, one after the other, each on the version that the one before made. What was sent
/// stays, whatever happens next.
/// </summary>
internal sealed class AppendWriter : FileWriter
{
    private Task _tail = Task.CompletedTask;
    private string? _etag;
    private long _stored;
    private int _inFlight;

    /// <param name="etag">The version to append to; null for a new object or one that is replaced.</param>
    public AppendWriter(UploadService uploads, Node node, string key, uint process, string? etag, long size) : base(uploads, node, key, process)
    {
        (_etag, _stored, Accepted) = (etag, size, size);
    }

    public override bool SurvivesSync => true;

    protected override long MostBytes => long.MaxValue;

    protected override int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>A close that may not be the last, or that wrote nothing, commits and leaves the file open.</summary>
    public override Task<Errno>? Flush(bool sameProcess) => Accepted > 0 && sameProcess ? base.Flush(true) : SyncAsync();

    public override async Task<Errno> SyncAsync()
    {
        try
        {
            await CommitAsync();
            return Errno.None;
        }
        catch (Exception exception)
        {
            return ErrnoMap.Of(exception);
        }
    }

    protected override void Send(List<Block> blocks, long length, string? checksum)
    {
        Interlocked.Increment(ref _inFlight);
        _tail = SendAfterAsync(_tail, blocks, length, checksum);
    }

    protected override Task PartDoneAsync(CancellationToken cancellation)
    {
        lock (Gate)
            return _tail.WaitAsync(cancellation).ContinueWith(static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    protected override async Task CompleteAsync()
    {
        await CommitAsync();
        Uploads.Nodes.BecomeRemote(Node, _etag!, _stored);
    }

    protected override Task AbandonAsync()
    {
        // What was appended is in the bucket under an ETag that this node does not know: the next lookup finds it anew.
        Uploads.Nodes.BecomeStale(Node);
        return Task.CompletedTask;
    }

    private async Task CommitAsync()
    {
        Task tail;
        lock (Gate)
        {
            var (blocks, length, checksum) = TakePart();
            if (length > 0 || _etag is null)
                Send(blocks, length, checksum);
            tail = _tail;
        }
        await tail;
        if (HasFailed)
            throw new FuseException(Errno.Io);
    }

    private async Task SendAfterAsync(Task before, List<Block> blocks, long length, string? checksum)
    {
        try
        {
            await Task.Yield();
            await before;
            if (_etag is not null && length == 0)
                return;
            if (_stored > 0 && Uploads.Mount.Kind != BucketKind.Directory)
                throw new FuseException(Errno.Io, "only directory buckets can be appended to");
            var headers = Uploads.Headers.ForObject(Key, withStorageClass: false);
            headers.AddRange(Uploads.Headers.ForBody(checksum));
            if (_stored > 0)
            {
                headers.Add(new("x-amz-write-offset-bytes", _stored.ToString(CultureInfo.InvariantCulture)));
                headers.Add(new("if-match", $"\"{_etag}\""));
            }
            using var answer = await Uploads.Mount.Client.PutAsync(Key, headers, () => new BlocksContent(blocks, length), length, CancellationToken.None);
            Uploads.RequireEncryption(answer);
            (_etag, _stored) = (S3Headers.ETag(answer), _stored + length);
        }
        catch (Exception exception)
        {
            Fail(exception);
            throw;
        }
        finally
        {
            Uploads.Release(blocks);
            Interlocked.Decrement(ref _inFlight);
        }
    }
}
