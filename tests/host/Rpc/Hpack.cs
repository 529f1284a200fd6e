using System.Text;

namespace CsiHost.Tests.Rpc;

/// <summary>Header fields as bytes, in every form there is.</summary>
internal static class Hpack
{
    public const byte Indexing = 0x40;
    public const byte WithoutIndexing = 0x00;
    public const byte NeverIndexed = 0x10;

    public static byte[] PostHttp { get; } = [0x83, 0x86];

    public static byte[] ProbePath { get; } = Indexed(Indexing, 4, Plain("/csi.v1.Identity/Probe"));

    public static byte[] GrpcContent { get; } = Indexed(Indexing, 31, Plain("application/grpc"));

    public static byte[] TeTrailers { get; } = Named(Indexing, Plain("te"), Plain("trailers"));

    /// <summary>What every client sends for a Probe, with these fields besides.</summary>
    public static byte[] Probe(params byte[][] more) => [.. PostHttp, .. ProbePath, .. GrpcContent, .. TeTrailers, .. more.SelectMany(field => field)];

    /// <summary>The same for any path.</summary>
    public static byte[] Call(string path, params byte[][] more) =>
        [.. PostHttp, .. Indexed(Indexing, 4, Plain(path)), .. GrpcContent, .. TeTrailers, .. more.SelectMany(field => field)];

    public static byte[] Field(string name, string value) => Named(WithoutIndexing, Plain(name), Plain(value));

    /// <summary>A literal whose name is in a table.</summary>
    public static byte[] Indexed(byte form, int nameIndex, byte[] value) => [.. Integer(form, form == Indexing ? 6 : 4, nameIndex), .. value];

    /// <summary>A literal with its name.</summary>
    public static byte[] Named(byte form, byte[] name, byte[] value) => [form, .. name, .. value];

    public static byte[] Plain(string text) => [.. Integer(0, 7, text.Length), .. Encoding.Latin1.GetBytes(text)];

    public static byte[] Huffman(string text)
    {
        var code = HuffmanCode.Encode(text);
        return [.. Integer(0x80, 7, code.Length), .. code];
    }

    public static byte[] Integer(int first, int prefixBits, int value)
    {
        var max = (1 << prefixBits) - 1;
        if (value < max)
            return [(byte)(first | value)];
        var bytes = new List<byte> { (byte)(first | max) };
        for (value -= max; value >= 128; value >>= 7)
            bytes.Add((byte)(0x80 | (value & 0x7F)));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}
