using System.Buffers;

namespace CsiHost.Rpc.Wire.Http2;

/// <summary>What an <c>:authority</c> may say, and what is put in its place otherwise.</summary>
internal static class AuthorityValue
{
    private const byte PlainFill = (byte)'x';

    // 'X' is one of the few letters whose Huffman code is eight bits long: as many of them as there are bytes leave no padding.
    private const byte HuffmanFill = 0xFC;

    private static readonly SearchValues<byte> HostBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._"u8);

    public static bool IsName(ReadOnlySpan<byte> name, bool isHuffman) =>
        name.SequenceEqual(isHuffman ? [0xB8, 0x3B, 0x53, 0x39, 0xEC, 0x32, 0x7D, 0x7F] : ":authority"u8);

    /// <summary>Empty, or a host with or without a port. Anything rarer may be replaced: nobody reads it.</summary>
    public static bool IsHostName(ReadOnlySpan<byte> value, bool isHuffman)
    {
        if (!isHuffman)
            return IsHostName(value);
        // The shortest code has five bits.
        var text = value.Length <= 160 ? stackalloc byte[256] : [];
        return !text.IsEmpty && HuffmanText.TryDecode(value, text, out var length) && IsHostName(text[..length]);
    }

    public static void Overwrite(Span<byte> value, bool isHuffman) => value.Fill(isHuffman ? HuffmanFill : PlainFill);

    private static bool IsHostName(ReadOnlySpan<byte> text)
    {
        var colon = text.IndexOf((byte)':');
        if (colon >= 0 && !IsPort(text[(colon + 1)..]))
            return false;
        var host = colon < 0 ? text : text[..colon];
        return !host.ContainsAnyExcept(HostBytes) && (colon < 0 || host.Length > 0);
    }

    private static bool IsPort(ReadOnlySpan<byte> text) => text.Length is >= 1 and <= 5 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
