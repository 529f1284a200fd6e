using System.Buffers;
using System.Runtime.InteropServices;

namespace CsiHost.Rpc.Wire.Http2;

/// <summary>A whole header block: a HEADERS frame and the CONTINUATION frames that belong to it, without padding and priority.</summary>
internal readonly struct HeaderBlock
{
    private readonly ReadOnlySequence<byte> _frames;

    private HeaderBlock(in ReadOnlySequence<byte> frames, bool isSound)
    {
        _frames = frames;
        IsSound = isSound;
    }

    /// <summary>False when the frames break the protocol; the server will close the connection.</summary>
    public bool IsSound { get; }

    /// <summary>Of all frames, with their headers.</summary>
    public long Length => _frames.Length;

    /// <summary>False when its end has not come yet.</summary>
    public static bool TryFind(in ReadOnlySequence<byte> bytes, FrameHeader first, out HeaderBlock block)
    {
        block = default;
        var header = first;
        for (var end = 0L; ;)
        {
            end += FrameHeader.Size + header.Length;
            if (end > bytes.Length)
                return false;
            if (header.EndsHeaders)
                return Found(bytes, end, first, out block);
            if (!FrameHeader.TryRead(bytes.Slice(end), out header))
                return false;
            if (header.Type != FrameHeader.Continuation || header.Stream != first.Stream)
            {
                block = new HeaderBlock(bytes, isSound: false);
                return true;
            }
        }
    }

    /// <summary>The usual case: one frame that lies in one piece of memory.</summary>
    public bool TryGetSpan(out Span<byte> span)
    {
        span = default;
        if (!FrameHeader.TryRead(_frames, out var header) || !header.EndsHeaders || !_frames.IsSingleSegment)
            return false;
        span = Writable(Fragment(_frames.Slice(FrameHeader.Size), header).First);
        return true;
    }

    public int CopyTo(Span<byte> target)
    {
        var length = 0;
        foreach (var piece in Pieces())
        {
            piece.Span.CopyTo(target[length..]);
            length += piece.Length;
        }
        return length;
    }

    /// <summary>Puts back what <see cref="CopyTo"/> gave, changed but of the same length.</summary>
    public void CopyFrom(ReadOnlySpan<byte> source)
    {
        foreach (var piece in Pieces())
        {
            source[..piece.Length].CopyTo(Writable(piece));
            source = source[piece.Length..];
        }
    }

    private static bool Found(in ReadOnlySequence<byte> bytes, long end, FrameHeader first, out HeaderBlock block)
    {
        var overhead = first.PriorityLength;
        if (first.IsPadded)
            overhead += 1 + (first.Length > 0 ? bytes.Slice(FrameHeader.Size).FirstSpan[0] : 0);
        block = new HeaderBlock(bytes.Slice(0, end), isSound: overhead <= first.Length);
        return true;
    }

    private static ReadOnlySequence<byte> Fragment(in ReadOnlySequence<byte> payload, FrameHeader header)
    {
        var padding = header.IsPadded ? payload.FirstSpan[0] : 0;
        var start = (header.IsPadded ? 1 : 0) + header.PriorityLength;
        return payload.Slice(start, header.Length - start - padding);
    }

    // The memory belongs to the pipe of this connection, whose only reader is the one that asks.
    private static Span<byte> Writable(ReadOnlyMemory<byte> memory) => MemoryMarshal.AsMemory(memory).Span;

    private List<ReadOnlyMemory<byte>> Pieces()
    {
        var pieces = new List<ReadOnlyMemory<byte>>();
        for (var rest = _frames; FrameHeader.TryRead(rest, out var header);)
        {
            foreach (var piece in Fragment(rest.Slice(FrameHeader.Size), header))
                pieces.Add(piece);
            rest = rest.Slice(FrameHeader.Size + header.Length);
        }
        return pieces;
    }
}
