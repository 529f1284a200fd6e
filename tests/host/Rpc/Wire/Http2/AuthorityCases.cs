namespace CsiHost.Tests.Rpc.Wire.Http2;

/// <summary>The authorities that clients send over a socket, and the forms a header field can take.</summary>
internal static class AuthorityCases
{
    private const string Escaped = "%2Fvar%2Flib%2Fkubelet%2Fplugins_registry%2Fefs.csi.aws.com-reg.sock";

    public static string[] Good { get; } = ["", "localhost", "csi.sock", "LOCAL_host-1:65535", "a:1", "127.0.0.1:80"];

    public static string[] Bad { get; } =
    [
        "/csi/csi.sock",
        Escaped,
        "%2Ftmp%2Fcsi.sock",
        "unix:/tmp/csi.sock",
        "unix:///tmp/csi.sock",
        "unix:csi.sock",
        "/",
        "%",
        "a b",
        "user@host",
        "host:",
        ":80",
        "host:123456",
        "host:8a",
        "a:1:2",
        "[::1]",
        "^^{~}|<>\\",
        "/" + new string('d', 126),
        "/" + new string('d', 300),
    ];

    public static string[] Forms { get; } = ["stored", "plain", "never", "stored-named", "plain-named", "never-named", "stored-huffman-named", "never-huffman-named"];

    public static TheoryData<string, string, bool> InEveryForm(string[] authorities)
    {
        var cases = new TheoryData<string, string, bool>();
        foreach (var form in Forms)
        {
            foreach (var authority in authorities)
            {
                cases.Add(form, authority, false);
                cases.Add(form, authority, true);
            }
        }
        return cases;
    }

    public static byte[] Field(string form, byte[] value) => form switch
    {
        "stored" => Hpack.Indexed(Hpack.Indexing, 1, value),
        "plain" => Hpack.Indexed(Hpack.WithoutIndexing, 1, value),
        "never" => Hpack.Indexed(Hpack.NeverIndexed, 1, value),
        "stored-named" => Hpack.Named(Hpack.Indexing, Hpack.Plain(":authority"), value),
        "plain-named" => Hpack.Named(Hpack.WithoutIndexing, Hpack.Plain(":authority"), value),
        "never-named" => Hpack.Named(Hpack.NeverIndexed, Hpack.Plain(":authority"), value),
        "stored-huffman-named" => Hpack.Named(Hpack.Indexing, Hpack.Huffman(":authority"), value),
        "never-huffman-named" => Hpack.Named(Hpack.NeverIndexed, Hpack.Huffman(":authority"), value),
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, null),
    };

    public static byte[] Text(string authority, bool huffman) => huffman ? Hpack.Huffman(authority) : Hpack.Plain(authority);

    /// <summary>What must come out for a bad value: a host name of the same encoded length.</summary>
    public static byte[] Replacement(string authority, bool huffman)
    {
        var value = Text(authority, huffman);
        var length = huffman ? HuffmanCode.Encode(authority).Length : authority.Length;
        return [.. value[..^length], .. Enumerable.Repeat(huffman ? (byte)0xFC : (byte)'x', length)];
    }
}
