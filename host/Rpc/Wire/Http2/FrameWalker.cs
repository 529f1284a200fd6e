using System.Buffers;

namespace CsiHost.Rpc.Wire.Http2;

/// <summary>
/// Follows the frames of one client and hands every whole header block to <see cref="AuthorityRewriter"/>. All other payloads are skipped
/// by their length. What is not HTTP/2 is left to the server to refuse: the walker then lets everything pass.
/// </summary>
internal sealed class FrameWalker
{
    private const int PrefaceLength = 24;
    private const int MaxFrameLength = 16384;
    private const int MaxHeaderBlock = 64 * 1024;

    private readonly AuthorityRewriter _rewriter = new();
    private long _skip = PrefaceLength;
    private bool _givenUp;

    /// <summary>How many of these bytes, all new, the server may see now.</summary>
    public long Walk(ReadOnlySequence<byte> bytes)
    {
        var total = bytes.Length;
        while (!bytes.IsEmpty && !_givenUp)
        {
            var step = Math.Min(_skip, bytes.Length);
            if (step == 0)
                step = Next(bytes);
            else
                _skip -= step;
            if (step == 0)
                return total - bytes.Length;
            bytes = bytes.Slice(step);
        }
        return total;
    }

    // At a frame border. Zero when more must come first.
    private long Next(in ReadOnlySequence<byte> bytes)
    {
        if (!FrameHeader.TryRead(bytes, out var header))
            return 0;
        if (header.Type != FrameHeader.Headers)
        {
            _skip = header.Length;
            return FrameHeader.Size;
        }
        if (!HeaderBlock.TryFind(bytes, header, out var block))
        {
            _givenUp = header.Length > MaxFrameLength || bytes.Length > MaxHeaderBlock;
            return 0;
        }
        _givenUp = !block.IsSound || !Rewrite(block);
        return block.Length;
    }

    private bool Rewrite(in HeaderBlock block)
    {
        if (block.TryGetSpan(out var span))
            return _rewriter.Rewrite(span);

        var copy = ArrayPool<byte>.Shared.Rent((int)block.Length);
        var length = block.CopyTo(copy);
        var sound = _rewriter.Rewrite(copy.AsSpan(0, length));
        block.CopyFrom(copy);
        ArrayPool<byte>.Shared.Return(copy);
        return sound;
    }
}
