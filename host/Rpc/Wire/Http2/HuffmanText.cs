namespace CsiHost.Rpc.Wire.Http2;

/// <summary>
/// Decodes the part of HPACK's Huffman code that host names are made of: the 74 symbols of five to eight bits. The code is canonical, so
/// the symbols of each length in order are the whole table.
/// </summary>
internal static class HuffmanText
{
    private static ReadOnlySpan<byte> FiveBits => "012aceiost"u8;

    private static ReadOnlySpan<byte> SixBits => " %-./3456789=A_bdfghlmnpru"u8;

    private static ReadOnlySpan<byte> SevenBits => ":BCDEFGHIJKLMNOPQRSTUVWYjkqvwxyz"u8;

    private static ReadOnlySpan<byte> EightBits => "&*,;XZ"u8;

    /// <summary>False for a rarer symbol, wrong padding, or more text than fits.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> code, Span<byte> text, out int length)
    {
        length = 0;
        uint bits = 0;
        var count = 0;
        foreach (var b in code)
        {
            bits = (bits << 8) | b;
            count += 8;
            while (count >= 8)
            {
                if (length == text.Length || !TrySymbol((byte)(bits >> (count - 8)), out text[length], out var used))
                    return false;
                length++;
                count -= used;
            }
        }
        return TryTail(bits, count, text, ref length);
    }

    // Fewer than eight bits are left: symbols as long as they fit, then ones.
    private static bool TryTail(uint bits, int count, Span<byte> text, ref int length)
    {
        while (count > 0)
        {
            var padded = (byte)((bits << (8 - count)) | (0xFFu >> count));
            if (padded == 0xFF)
                return true;
            if (length == text.Length || !TrySymbol(padded, out text[length], out var used) || used > count)
                return false;
            length++;
            count -= used;
        }
        return true;
    }

    private static bool TrySymbol(byte window, out byte symbol, out int used)
    {
        (symbol, used) = window switch
        {
            < 10 << 3 => (FiveBits[window >> 3], 5),
            < 46 << 2 => (SixBits[(window >> 2) - 20], 6),
            < 124 << 1 => (SevenBits[(window >> 1) - 92], 7),
            < 254 => (EightBits[window - 248], 8),
            _ => ((byte)0, 0),
        };
        return used > 0;
    }
}
