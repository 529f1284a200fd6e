using System.Net;
using CsiHost.S3Engine.Fuse;
using CsiHost.S3Engine.Memory;
using CsiHost.S3Engine.Native;
using CsiHost.S3Engine.S3;

namespace CsiHost.S3Engine.Reading;

/// <summary>Brings one segment's bytes: from the disk cache, or from the bucket, going on where a broken connection left off.</summary>
internal sealed class Transfer(ReadService service, ObjectReader reader, Segment segment)
{
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(30);

    public async Task RunAsync()
    {
        var error = Errno.None;
        try
        {
            if (!segment.HasMemory)
            {
                await service.Mount.Budget.DemandAsync(segment.BlockCount, CancellationToken.None);
                segment.HasMemory = true;
            }
            service.Cache?.Read(reader, segment, this);
            var cached = segment.Filled;
            if (cached < segment.Length)
            {
                await FetchAsync();
                service.Cache?.Store(reader, segment, cached);
            }
        }
        catch (Exception exception)
        {
            error = ErrnoMap.Of(exception) is Errno.Interrupted ? Errno.Io : ErrnoMap.Of(exception);
            if (!segment.IsAbandoned)
                service.Mount.Log.Warn("engine", $"read of {reader.Key} at {segment.AvailableTo} failed: {exception.Message}");
        }
        reader.Ended(segment, error);
    }

    /// <summary>Where the next bytes go; the block is taken when it is first needed.</summary>
    public Memory<byte> NextRoom()
    {
        var block = segment[segment.Filled / Block.Size] ??= service.Mount.Pool.Take();
        var within = segment.Filled % Block.Size;
        return block.Memory.Slice(within, Math.Min(Block.Size - within, segment.Length - segment.Filled));
    }

    /// <summary>Bytes were put into the room by someone else. False: nobody wants the rest.</summary>
    public bool Deliver(int count) => reader.Received(segment, count);

    private async Task FetchAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = segment.Filled;
            try
            {
                await FetchRestAsync();
                return;
            }
            catch (Exception exception) when (exception is not S3Exception && RetryPolicy.IsTransient(exception))
            {
                // What moved on starts a new count: only standing still uses up the tries.
                attempt = segment.Filled > before ? 1 : attempt;
                if (attempt >= service.Mount.Client.Transport.Retries.Attempts)
                    throw;
                service.Mount.Log.Debug("s3", $"transfer of {reader.Key} broke at {segment.AvailableTo}: {exception.Message}");
                await service.Mount.Client.Transport.Retries.DelayAsync(attempt, CancellationToken.None);
            }
        }
    }

    private async Task FetchRestAsync()
    {
        using var stall = new CancellationTokenSource();
        if (segment.IsAbandoned)
            return;
        var start = segment.AvailableTo;
        using var response = await service.Mount.Client.GetAsync(reader.Key, reader.ETag, start, segment.End, CancellationToken.None);
        Check(response, segment.End - start);
        await using var body = await response.Content.ReadAsStreamAsync();
        while (segment.Filled < segment.Length)
        {
            stall.CancelAfter(Stall);
            int count;
            try
            {
                count = await body.ReadAsync(NextRoom(), stall.Token);
            }
            catch (OperationCanceledException exception)
            {
                throw new TimeoutException("no data for half a minute", exception);
            }
            if (count == 0)
                throw new IOException("the answer ended early");
            service.Mount.Client.Transport.Counters.Received(count);
            if (!reader.Received(segment, count))
                return;
        }
    }

    /// <summary>A server that ignores the condition or the range must not pass for one that met them.</summary>
    private void Check(HttpResponseMessage response, long length)
    {
        if (S3Headers.ETag(response) is { Length: > 0 } etag && etag != reader.ETag)
            throw new FuseException(Errno.Stale, $"the service sent version {etag} in place of {reader.ETag}");
        var whole = length == reader.Size && response.StatusCode == HttpStatusCode.OK;
        if ((!whole && response.StatusCode != HttpStatusCode.PartialContent) || response.Content.Headers.ContentLength != length)
            throw new FuseException(Errno.Io, $"the service answered {(int)response.StatusCode} with {response.Content.Headers.ContentLength} bytes in place of {length}");
    }
}
