using System.Buffers;
using System.IO.Compression;
using CsiHost.Pipeline;

namespace CsiHost.Rpc.Wire;

/// <summary>Message encodings. Clients of a local socket hardly ever compress; gzip is read because some are set up to.</summary>
internal static class MessageCompression
{
    public const string Accepted = "identity,gzip";

    private const string Identity = "identity";
    private const string Gzip = "gzip";

    public static bool IsKnown(string? encoding) => encoding is null or "" or Identity or Gzip;

    /// <summary>The plain bytes of a message whose flag says that it is compressed. The limit holds for what comes out.</summary>
    public static ReadOnlySequence<byte> Inflate(in ReadOnlySequence<byte> bytes, string? encoding, int limit)
    {
        if (encoding is null or "" or Identity)
            throw new CallStatusException(StatusCode.Internal, "the message is flagged as compressed but grpc-encoding names no compression");
        if (encoding != Gzip)
            throw new CallStatusException(StatusCode.Unimplemented, $"grpc-encoding '{encoding}' is not supported");

        try
        {
            return InflateGzip(bytes, limit);
        }
        catch (InvalidDataException e)
        {
            throw new CallStatusException(StatusCode.Internal, "the message is not valid gzip data", e);
        }
    }

    private static ReadOnlySequence<byte> InflateGzip(in ReadOnlySequence<byte> bytes, int limit)
    {
        using var source = new MemoryStream(bytes.ToArray(), writable: false);
        using var gzip = new GZipStream(source, CompressionMode.Decompress);
        using var target = new MemoryStream();
        Span<byte> chunk = stackalloc byte[4096];
        for (int read; (read = gzip.Read(chunk)) > 0;)
        {
            if (target.Length + read > limit)
                throw RequestReader.TooLarge(target.Length + read, limit);
            target.Write(chunk[..read]);
        }
        return new ReadOnlySequence<byte>(target.GetBuffer(), 0, (int)target.Length);
    }
}
