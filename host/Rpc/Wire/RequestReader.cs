using System.Buffers;
using System.IO.Pipelines;
using CsiHost.Pipeline;
using Google.Protobuf;

namespace CsiHost.Rpc.Wire;

/// <summary>Reads the one message of a unary call, and that nothing follows it. DATA frame borders carry no meaning.</summary>
internal static class RequestReader
{
    /// <summary>What gRPC servers take by default.</summary>
    public const int MaxMessageBytes = 4 * 1024 * 1024;

    public static async ValueTask<IMessage> ReadAsync(PipeReader body, UnaryMethod method, string? encoding, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadMessageAsync(body, method, encoding, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            // The stream or its connection was lost, which can be seen here before the token of the call fires.
            throw new OperationCanceledException("the client stopped in the middle of its request", e);
        }
    }

    public static CallStatusException TooLarge(long length, int limit) =>
        new(StatusCode.ResourceExhausted, $"the request message has at least {length} bytes; the limit is {limit}");

    private static async ValueTask<IMessage> ReadMessageAsync(
        PipeReader body, UnaryMethod method, string? encoding, CancellationToken cancellationToken)
    {
        var prefix = default(MessagePrefix);
        ReadResult read;
        while (!MessagePrefix.TryRead((read = await body.ReadAsync(cancellationToken).ConfigureAwait(false)).Buffer, out prefix))
        {
            if (read.IsCompleted)
                throw Truncated();
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
        Check(prefix);
        var rest = read.Buffer.Slice(MessagePrefix.Size);
        if (rest.Length < prefix.Length)
            return await CollectAsync(body, read, method, prefix, encoding, cancellationToken).ConfigureAwait(false);

        var request = Parse(rest.Slice(0, prefix.Length), method, prefix, encoding);
        var ended = read.IsCompleted && rest.Length == prefix.Length;
        body.AdvanceTo(rest.GetPosition(prefix.Length));
        if (!ended)
            await ExpectEndAsync(body, cancellationToken).ConfigureAwait(false);
        return request;
    }

    // Bytes are taken out as they come: the flow control window is shared by all calls of a connection, so a call that left its part of it
    // unread while it waits for more could stop every other.
    private static async ValueTask<IMessage> CollectAsync(
        PipeReader body, ReadResult read, UnaryMethod method, MessagePrefix prefix, string? encoding, CancellationToken cancellationToken)
    {
        using var store = new MessageCollector((int)prefix.Length);
        var taken = store.Add(read.Buffer.Slice(MessagePrefix.Size));
        while (!store.IsFull)
        {
            if (read.IsCompleted)
                throw Truncated();
            body.AdvanceTo(taken);
            read = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
            taken = store.Add(read.Buffer);
        }
        body.AdvanceTo(taken);
        await ExpectEndAsync(body, cancellationToken).ConfigureAwait(false);
        return Parse(store.Bytes, method, prefix, encoding);
    }

    private static async ValueTask ExpectEndAsync(PipeReader body, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (!read.Buffer.IsEmpty)
                throw new CallStatusException(StatusCode.Internal, "the request holds more than one message");
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }

    private static void Check(MessagePrefix prefix)
    {
        if (prefix.Flag > 1)
            throw new CallStatusException(StatusCode.Internal, $"the compression flag of the request message is {prefix.Flag}");
        if (prefix.Length > MaxMessageBytes)
            throw TooLarge(prefix.Length, MaxMessageBytes);
    }

    private static IMessage Parse(in ReadOnlySequence<byte> bytes, UnaryMethod method, MessagePrefix prefix, string? encoding)
    {
        try
        {
            return method.Parse(prefix.IsCompressed ? MessageCompression.Inflate(bytes, encoding, MaxMessageBytes) : bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new CallStatusException(StatusCode.Internal, "the request message cannot be parsed", e);
        }
    }

    private static CallStatusException Truncated() => new(StatusCode.Internal, "the request ended before its message was complete");
}
