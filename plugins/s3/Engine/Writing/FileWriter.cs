using CsiHost.S3Engine.Files;
using CsiHost.S3Engine.Memory;
using CsiHost.S3Engine.Native;
using CsiHost.S3Engine.S3;

namespace CsiHost.S3Engine.Writing;

/// <summary>
/// A file open for writing: takes bytes in order, collects them in parts and sends them off. What becomes of a part, and what finishing means, is the
/// business of the two kinds: <see cref="AtomicWriter"/> and <see cref="AppendWriter"/>.
/// </summary>
internal abstract class FileWriter(UploadService uploads, Node node, string key, uint process)
{
    private readonly List<Block> _part = [];
    private long _partLength;
    private Errno _failure;
    private Task<Errno>? _finish;
    private bool _invalid;

    protected Lock Gate { get; } = new();
    protected UploadService Uploads => uploads;
    protected Node Node => node;
    protected string Key => key;
    protected RunningChecksum PartChecksum { get; private set; } = new(uploads.Headers.Checksum);

    /// <summary>The file's length as the program sees it.</summary>
    public long Accepted { get; protected set; }

    /// <summary>The open file's descriptor was closed, but the upload was left to the last close; another open may finish it.</summary>
    public bool IsDeferred { get; private set; }

    public ulong NodeId => node.Id;

    public bool HasFailed => _failure != Errno.None;

    /// <summary>The thread group that opened the file.</summary>
    public uint Process => process;

    protected abstract long MostBytes { get; }

    /// <summary>Parts that are under way; above the limit the program waits.</summary>
    protected abstract int InFlight { get; }

    public abstract bool SurvivesSync { get; }

    /// <summary>Takes the bytes at once; false when memory or a free place among the parts must be waited for.</summary>
    public bool TryWrite(long offset, ReadOnlySpan<byte> data, out Errno error) => TryWrite(offset, data, 0, out error);

    public async Task<Errno> WriteAsync(long offset, ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        while (true)
        {
            while (InFlight >= uploads.PartsAhead)
                await PartDoneAsync(cancellation);
            int needed;
            lock (Gate)
                needed = BlocksNeeded(data.Length);
            await uploads.Mount.Budget.DemandAsync(needed, cancellation);
            if (TryWrite(offset, data.Span, needed, out var error))
                return error;
            uploads.Mount.Budget.Return(needed);
        }
    }

    /// <summary>The last descriptor of this opening is gone, or the program asks for its data to be safe. Runs once; every caller gets its outcome.</summary>
    public Task<Errno> FinishAsync()
    {
        lock (Gate)
            return _finish ??= FinishOnceAsync();
    }

    /// <summary>close(2) of one descriptor. Null: answer success now, finishing is left to whoever comes last.</summary>
    public virtual Task<Errno>? Flush(bool sameProcess)
    {
        lock (Gate)
        {
            if (_finish is not null)
                return _finish;
            if (_failure == Errno.None && (Accepted == 0 || !sameProcess))
            {
                IsDeferred = true;
                return null;
            }
        }
        return FinishAsync();
    }

    public virtual Task<Errno> SyncAsync() => FinishAsync();

    /// <summary>The engine ends: what is not complete is given up, unless its completion is already on the way.</summary>
    public Task CancelAsync()
    {
        Fail(Errno.Io);
        return FinishAsync();
    }

    /// <summary>Another open took the file over: this handle's descriptors are dead.</summary>
    public void Invalidate()
    {
        lock (Gate)
            _invalid = true;
    }

    /// <summary>A full or last part is to be sent; called under the lock. The blocks are the callee's now.</summary>
    protected abstract void Send(List<Block> blocks, long length, string? checksum);

    protected abstract Task PartDoneAsync(CancellationToken cancellation);

    /// <summary>Sends what is left and makes the object; throws what the program is to be told.</summary>
    protected abstract Task CompleteAsync();

    /// <summary>Takes back what was sent, after a failure.</summary>
    protected abstract Task AbandonAsync();

    protected void Fail(Exception failure)
    {
        uploads.Mount.Log.Warn("engine", $"upload of {key} failed: {failure.Message}");
        Fail(ErrnoMap.Of(failure) is Errno.Stale or Errno.Interrupted ? Errno.Io : ErrnoMap.Of(failure));
    }

    /// <summary>The first failure stays: the program is told it again and again.</summary>
    protected void Fail(Errno error)
    {
        lock (Gate)
        {
            if (_failure == Errno.None)
                _failure = error;
        }
    }

    /// <summary>The blocks collected so far, which are no part yet. Under the lock.</summary>
    protected (List<Block> Blocks, long Length, string? Checksum) TakePart()
    {
        var taken = (Blocks: _part.ToList(), _partLength, PartChecksum.Base64);
        _part.Clear();
        _partLength = 0;
        PartChecksum = new RunningChecksum(uploads.Headers.Checksum);
        return taken;
    }

    protected virtual void Count(ReadOnlySpan<byte> data)
    {
    }

    private bool TryWrite(long offset, ReadOnlySpan<byte> data, int reserved, out Errno error)
    {
        lock (Gate)
        {
            error = Refusal(offset, data.Length);
            if (error != Errno.None)
            {
                uploads.Mount.Budget.Return(reserved);
                return true;
            }
            var needed = BlocksNeeded(data.Length);
            if (reserved == 0 && (InFlight >= uploads.PartsAhead || !uploads.Mount.Budget.TryDemand(needed)))
                return false;
            if (reserved > 0 && reserved != needed)
                return false;
            IsDeferred = false;
            Place(data);
            Accepted += data.Length;
            return true;
        }
    }

    private Errno Refusal(long offset, int length)
    {
        if (_invalid)
            return Errno.BadDescriptor;
        if (_failure != Errno.None)
            return _failure;
        if (_finish is not null)
            return Errno.Io;
        if (offset != Accepted)
        {
            uploads.Mount.Log.Warn("engine", $"write of {key} at {offset} refused: objects are written in order, and {Accepted} is next");
            Fail(Errno.Invalid);
        }
        else if (offset + length > MostBytes)
        {
            uploads.Mount.Log.Warn("engine", $"{key} would exceed {UploadService.MostParts} parts; mount with a larger --write-part-size");
            Fail(Errno.FileTooBig);
        }
        return _failure;
    }

    private int BlocksNeeded(int length)
    {
        var inThisPart = Math.Min(length, uploads.Mount.Options.WritePart - _partLength);
        return UploadService.BlocksOf(_partLength + inThisPart) - _part.Count + UploadService.BlocksOf(length - inThisPart);
    }

    private void Place(ReadOnlySpan<byte> data)
    {
        Count(data);
        while (data.Length > 0)
        {
            var within = (int)(_partLength % Block.Size);
            if (_partLength == (long)_part.Count * Block.Size)
                _part.Add(uploads.Mount.Pool.Take());
            var piece = (int)Math.Min(Math.Min(data.Length, Block.Size - within), uploads.Mount.Options.WritePart - _partLength);
            data[..piece].CopyTo(_part[^1].GetSpan()[within..]);
            var checksum = PartChecksum;
            checksum.Append(data[..piece]);
            PartChecksum = checksum;
            _partLength += piece;
            data = data[piece..];
            if (_partLength < uploads.Mount.Options.WritePart)
                continue;
            var (blocks, length, sum) = TakePart();
            Send(blocks, length, sum);
        }
    }

    private async Task<Errno> FinishOnceAsync()
    {
        await Task.Yield();
        try
        {
            if (_failure == Errno.None)
                await CompleteAsync();
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
        lock (Gate)
            uploads.Release(TakePart().Blocks);
        if (_failure != Errno.None)
            await AbandonAsync();
        uploads.Nodes.WriterGone(node);
        return _failure;
    }
}
