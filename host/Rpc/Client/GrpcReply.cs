using System.Buffers;
using CsiHost.Pipeline;
using CsiHost.Rpc.Wire;
using Google.Protobuf;

namespace CsiHost.Rpc.Client;

/// <summary>The bytes of a reply, read to their end.</summary>
internal sealed class GrpcReply : IDisposable
{
    private const int FirstSize = 4096;

    private byte[] _store = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _count;

    public static async ValueTask<GrpcReply> ReadAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        var reply = new GrpcReply();
        try
        {
            await reply.FillAsync(stream, limit, cancellationToken).ConfigureAwait(false);
            return reply;
        }
        catch
        {
            reply.Dispose();
            throw;
        }
    }

    /// <summary>Must be exactly one plain message.</summary>
    public T Parse<T>(MessageParser<T> parser)
        where T : IMessage<T>
    {
        var bytes = new ReadOnlySequence<byte>(_store, 0, _count);
        if (!MessagePrefix.TryRead(bytes, out var prefix) || _count - MessagePrefix.Size != prefix.Length || prefix.Flag != 0)
            throw new CallStatusException(StatusCode.Internal, $"the server answered {_count} bytes that are not one plain message");
        try
        {
            return parser.ParseFrom(bytes.Slice(MessagePrefix.Size));
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new CallStatusException(StatusCode.Internal, "the reply message cannot be parsed", e);
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_store);
        _store = [];
    }

    private async ValueTask FillAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        for (int read; (read = await stream.ReadAsync(_store.AsMemory(_count), cancellationToken).ConfigureAwait(false)) > 0;)
        {
            _count += read;
            if (_count > limit + MessagePrefix.Size)
                throw new CallStatusException(StatusCode.ResourceExhausted, $"the reply is larger than {limit} bytes");
            if (_count == _store.Length)
                Grow();
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_store.Length * 2);
        _store.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_store);
        _store = larger;
    }
}
