using System.Globalization;
using System.Text;

namespace CsiHost.Rpc.Wire;

/// <summary>The <c>grpc-message</c> header: UTF-8, where all but printable ASCII and the percent sign itself is escaped.</summary>
internal static class GrpcMessageText
{
    private const string Hex = "0123456789ABCDEF";

    /// <summary>Longer than this a message is cut: some clients refuse a whole reply over 8 KiB of headers, and with it the code.</summary>
    public const int MaxEncodedLength = 4096;

    private const string Cut = "...";

    public static string Encode(string message)
    {
        if (IsPlain(message) && message.Length <= MaxEncodedLength)
            return message;

        var text = new StringBuilder(message.Length + 16);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in message.EnumerateRunes())
        {
            // Twelve characters are the longest form of one rune.
            if (text.Length > MaxEncodedLength - 12 - Cut.Length)
                return text.Append(Cut).ToString();
            Append(text, utf8[..rune.EncodeToUtf8(utf8)]);
        }
        return text.ToString();
    }

    /// <summary>A bad escape is kept as it stands: losing the message would be worse.</summary>
    public static string Decode(string value)
    {
        if (!value.Contains('%', StringComparison.Ordinal))
            return value;

        var source = Encoding.UTF8.GetBytes(value);
        var target = new byte[source.Length];
        var length = 0;
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == '%' && TryHex(source.AsSpan(i + 1), out var b))
            {
                target[length++] = b;
                i += 2;
            }
            else
            {
                target[length++] = source[i];
            }
        }
        return Encoding.UTF8.GetString(target, 0, length);
    }

    private static void Append(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (b is >= 0x20 and <= 0x7E and not (byte)'%')
                text.Append((char)b);
            else
                text.Append('%').Append(Hex[b >> 4]).Append(Hex[b & 0xF]);
        }
    }

    private static bool IsPlain(string message)
    {
        foreach (var c in message)
        {
            if (c is < ' ' or > '~' or '%')
                return false;
        }
        return true;
    }

    private static bool TryHex(ReadOnlySpan<byte> rest, out byte value)
    {
        value = 0;
        return rest.Length >= 2
            && byte.TryParse(rest[..2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
