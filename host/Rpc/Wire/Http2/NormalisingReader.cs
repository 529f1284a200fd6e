using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace CsiHost.Rpc.Wire.Http2;

/// <summary>
/// Shows the server what the client sent once <see cref="FrameWalker"/> has been over it. A header block is held back until it is whole;
/// everything else passes at once. Bytes are changed where they lie, so nothing is copied and no second loop runs.
/// </summary>
internal sealed class NormalisingReader(PipeReader inner) : PipeReader
{
    private readonly FrameWalker _walker = new();
    private ReadOnlySequence<byte> _buffer;

    // Both count from the start of the inner buffer: what the walker has released, and what the server has already looked at.
    private long _released;
    private long _examined;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var read = await inner.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (TryRelease(read, out var result))
                return result;
            inner.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    public override bool TryRead(out ReadResult result)
    {
        while (inner.TryRead(out var read))
        {
            if (TryRelease(read, out result))
                return true;
            inner.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
        result = default;
        return false;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        var taken = _buffer.Slice(0, consumed).Length;
        _examined = Math.Max(_buffer.Slice(0, examined).Length - taken, 0);
        _released -= taken;
        _buffer = default;
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    private bool TryRelease(in ReadResult read, out ReadResult result)
    {
        _buffer = read.Buffer;
        _released += _walker.Walk(_buffer.Slice(_released));
        // After the last byte has come nothing can be made whole any more: the server sees the rest as it is.
        if (read.IsCompleted)
            _released = _buffer.Length;
        result = new ReadResult(_buffer.Slice(0, _released), read.IsCanceled, read.IsCompleted);
        return _released > _examined || read.IsCompleted || read.IsCanceled;
    }
}
