using CsiHost.S3Engine.Files;
using CsiHost.S3Engine.Memory;
using CsiHost.S3Engine.Native;
using CsiHost.S3Engine.S3;

namespace CsiHost.S3Engine.Writing;

/// <summary>The object appears whole, when the file is closed: by one PUT if it fits into a part, else by a multipart upload that starts with the second part.</summary>
internal sealed class AtomicWriter(UploadService uploads, Node node, string key, uint process, bool replaces) : FileWriter(uploads, node, key, process)
{
    private readonly List<Task<UploadedPart>> _parts = [];
    private RunningChecksum _whole = new(uploads.Headers.Checksum);
    private Task<string>? _upload;
    private int _inFlight;
    private TaskCompletionSource? _partDone;

    public override bool SurvivesSync => false;

    protected override long MostBytes => UploadService.MostParts * Uploads.Mount.Options.WritePart;

    protected override int InFlight => Volatile.Read(ref _inFlight);

    protected override void Count(ReadOnlySpan<byte> data)
    {
        if (Uploads.Headers.Checksum == Hosting.UploadChecksum.Crc64Nvme)
            _whole.Append(data);
    }

    protected override void Send(List<Block> blocks, long length, string? checksum)
    {
        _upload ??= Task.Run(StartAsync);
        _inFlight++;
        var number = _parts.Count + 1;
        _parts.Add(Task.Run(() => SendPartAsync(number, blocks, length, checksum)));
    }

    protected override async Task PartDoneAsync(CancellationToken cancellation)
    {
        Task waiting;
        lock (Gate)
        {
            if (_inFlight < Uploads.PartsAhead)
                return;
            waiting = (_partDone ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
        await waiting.WaitAsync(cancellation);
    }

    protected override async Task CompleteAsync()
    {
        var (blocks, length, checksum) = (new List<Block>(), 0L, (string?)null);
        lock (Gate)
        {
            (blocks, length, checksum) = TakePart();
            if (_upload is not null && length > 0)
            {
                Send(blocks, length, checksum);
                blocks = [];
            }
        }
        var etag = _upload is null ? await PutWholeAsync(blocks, length, checksum) : await CompleteUploadAsync(await _upload);
        Uploads.Nodes.BecomeRemote(Node, etag, Accepted);
    }

    protected override async Task AbandonAsync()
    {
        await Task.WhenAll(_parts).ContinueWith(static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        if (replaces)
            Uploads.Nodes.BecomeStale(Node);
        else
            Uploads.Nodes.Remove(Node);
        if (_upload is null)
            return;
        try
        {
            var id = await _upload;
            await Uploads.Mount.Client.AbortUploadAsync(Key, id, CancellationToken.None);
            Uploads.Journal?.Ended(Key, id);
        }
        catch (S3Exception exception)
        {
            Uploads.Mount.Log.Warn("s3", $"an unfinished upload of {Key} stays in the bucket: {exception.Message}");
        }
    }

    private async Task<string> StartAsync()
    {
        var (id, answer) = await Uploads.Mount.Client.CreateUploadAsync(Key, Uploads.Headers.ForUpload(Key), CancellationToken.None);
        using (answer)
        {
            Uploads.Journal?.Started(Key, id);
            Uploads.RequireEncryption(answer);
        }
        return id;
    }

    private async Task<UploadedPart> SendPartAsync(int number, List<Block> blocks, long length, string? checksum)
    {
        try
        {
            var id = await _upload!;
            await Uploads.Slots.WaitAsync();
            try
            {
                if (HasFailed)
                    return default;
                var etag = await Uploads.Mount.Client.UploadPartAsync(Key, id, number, Uploads.Headers.ForBody(checksum),
                    () => new BlocksContent(blocks, length), length, CancellationToken.None);
                return new UploadedPart(etag, checksum);
            }
            finally
            {
                Uploads.Slots.Release();
            }
        }
        catch (Exception exception)
        {
            Fail(exception);
            throw;
        }
        finally
        {
            Uploads.Release(blocks);
            PartDone();
        }
    }

    private void PartDone()
    {
        TaskCompletionSource? waiting;
        lock (Gate)
        {
            _inFlight--;
            (waiting, _partDone) = (_partDone, null);
        }
        waiting?.TrySetResult();
    }

    private async Task<string> PutWholeAsync(List<Block> blocks, long length, string? checksum)
    {
        try
        {
            var headers = Uploads.Headers.ForObject(Key);
            headers.AddRange(Uploads.Headers.ForBody(checksum));
            using var answer = await Uploads.Mount.Client.PutAsync(Key, headers, () => new BlocksContent(blocks, length), length, CancellationToken.None);
            Uploads.RequireEncryption(answer);
            return S3Headers.ETag(answer);
        }
        finally
        {
            Uploads.Release(blocks);
        }
    }

    private async Task<string> CompleteUploadAsync(string id)
    {
        var parts = await Task.WhenAll(_parts);
        if (HasFailed)
            throw new Fuse.FuseException(Errno.Io);
        var body = S3Xml.CompleteUpload(parts, Uploads.Headers.Element);
        var etag = await Uploads.Mount.Client.CompleteUploadAsync(Key, id, body, Uploads.Headers.ForCompletion(_whole.Base64), CancellationToken.None);
        Uploads.Journal?.Ended(Key, id);
        return etag;
    }
}
