using System.Net;
using CsiHost.Rpc.Wire;
using Google.Protobuf;

namespace CsiHost.Rpc.Client;

/// <summary>One prefixed message as an HTTP body.</summary>
internal sealed class GrpcRequestContent : HttpContent
{
    private readonly byte[] _bytes;

    public GrpcRequestContent(IMessage message)
    {
        var size = message.CalculateSize();
        _bytes = GC.AllocateUninitializedArray<byte>(MessagePrefix.Size + size);
        MessagePrefix.Write(_bytes, size);
        message.WriteTo(_bytes.AsSpan(MessagePrefix.Size));
        Headers.TryAddWithoutValidation("Content-Type", GrpcContentType.Value);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(_bytes, cancellationToken).AsTask();

    // Not told, so that no content-length header goes out; gRPC peers do not send one.
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
