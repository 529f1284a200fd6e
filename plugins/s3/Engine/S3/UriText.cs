using System.Text;

namespace CsiHost.S3Engine.S3;

/// <summary>RFC 3986 encoding as the service signs it, and its inverse for listings.</summary>
internal static class UriText
{
    public static string EncodeKey(string key) => Encode(key, keepSlash: true);

    public static string Encode(string text) => Encode(text, keepSlash: false);

    /// <summary>Listings are asked for in url-encoding, because XML cannot carry every key; there a plus stands for a space.</summary>
    public static string Decode(string text) =>
        text.AsSpan().IndexOfAny('%', '+') < 0 ? text : Uri.UnescapeDataString(text.Replace('+', ' '));

    private static string Encode(string text, bool keepSlash)
    {
        if (IsPlain(text, keepSlash))
            return text;
        var result = new StringBuilder(text.Length + 16);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && IsPlain((char)rune.Value, keepSlash))
            {
                result.Append((char)rune.Value);
                continue;
            }
            foreach (var b in utf8[..rune.EncodeToUtf8(utf8)])
                result.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
        return result.ToString();
    }

    private static bool IsPlain(string text, bool keepSlash)
    {
        foreach (var c in text)
        {
            if (!IsPlain(c, keepSlash))
                return false;
        }
        return true;
    }

    private static bool IsPlain(char c, bool keepSlash) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~' || (keepSlash && c == '/');
}
