using System.Text;

namespace CsiHost.Pipeline;

/// <summary>Sizes as the specification counts them: bytes of UTF-8.</summary>
internal static class Utf8Size
{
    public static int Of(string text) => Encoding.UTF8.GetByteCount(text);

    public static int Of(IEnumerable<KeyValuePair<string, string>> map) => map.Sum(entry => Of(entry.Key) + Of(entry.Value));

    /// <summary>Whether a text is longer; most are so short that nothing needs counting.</summary>
    public static bool Exceeds(string text, int maxBytes) => text.Length > maxBytes || (text.Length * 3 > maxBytes && Of(text) > maxBytes);
}
