namespace CsiHost.Rpc.Wire.Http2;

/// <summary>Reads integers and strings of a header block.</summary>
internal ref struct HpackCursor(Span<byte> block)
{
    // Far above any length or index that fits a header block, far below an overflow.
    private const int MaxInteger = 1 << 20;

    private Span<byte> _rest = block;

    public readonly bool AtEnd => _rest.IsEmpty;

    public readonly byte Peek() => _rest[0];

    /// <summary>An integer that begins in the low bits of the next byte. False when it is cut off or absurd.</summary>
    public bool TryInteger(int prefixBits, out int value)
    {
        value = 0;
        if (_rest.IsEmpty)
            return false;
        var mask = (1 << prefixBits) - 1;
        value = _rest[0] & mask;
        var used = 1;
        for (var shift = 0; value >= mask && (used == 1 || (_rest[used - 1] & 0x80) != 0); shift += 7, used++)
        {
            if (used >= _rest.Length || shift > 21)
                return false;
            value += (_rest[used] & 0x7F) << shift;
        }
        _rest = _rest[used..];
        return value <= MaxInteger;
    }

    public bool TryString(out Span<byte> text, out bool isHuffman)
    {
        text = default;
        isHuffman = !_rest.IsEmpty && (_rest[0] & 0x80) != 0;
        if (!TryInteger(7, out var length) || length > _rest.Length)
            return false;
        text = _rest[..length];
        _rest = _rest[length..];
        return true;
    }
}
