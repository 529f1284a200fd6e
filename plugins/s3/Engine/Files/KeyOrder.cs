namespace CsiHost.S3Engine.Files;

/// <summary>The order of UTF-8 bytes, in which the service lists. UTF-16 differs from it only in where surrogates stand.</summary>
internal static class KeyOrder
{
    public static int Compare(string a, string b) => Compare(a.AsSpan(), b);

    public static int Compare(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var same = a.CommonPrefixLength(b);
        return same == a.Length || same == b.Length ? a.Length - b.Length : Rank(a[same]) - Rank(b[same]);
    }

    private static int Rank(char c) => c switch
    {
        < '\uD800' => c,
        < '\uE000' => c + 0x2000,
        _ => c - 0x800,
    };
}
