using System.Buffers;
using Google.Protobuf;

namespace CsiHost.Rpc.Wire;

internal sealed class UnaryMethod<TRequest, TResponse>(
    string path,
    MessageParser<TRequest> parser,
    Func<TRequest, WireCall, CancellationToken, ValueTask<TResponse>> handler) : UnaryMethod(path)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    public override IMessage Parse(in ReadOnlySequence<byte> bytes) => parser.ParseFrom(bytes);

    public override ValueTask<IMessage> HandleAsync(IMessage request, WireCall call, CancellationToken cancellationToken)
    {
        var reply = handler((TRequest)request, call, cancellationToken);
        return reply.IsCompletedSuccessfully ? new ValueTask<IMessage>(reply.Result) : AwaitAsync(reply);
    }

    private static async ValueTask<IMessage> AwaitAsync(ValueTask<TResponse> reply) => await reply.ConfigureAwait(false);
}
