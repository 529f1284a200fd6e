using Google.Protobuf;

namespace CsiHost.Rpc.Wire;

/// <summary>What both sides know about a method: its path and how to read its two messages.</summary>
internal sealed record UnaryMethodDescriptor<TRequest, TResponse>(
    string Path, MessageParser<TRequest> RequestParser, MessageParser<TResponse> ResponseParser)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    public UnaryMethod Bind(Func<TRequest, WireCall, CancellationToken, ValueTask<TResponse>> handler) =>
        new UnaryMethod<TRequest, TResponse>(Path, RequestParser, handler);
}
