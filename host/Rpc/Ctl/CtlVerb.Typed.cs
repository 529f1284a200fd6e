using CsiHost.Rpc.Client;
using CsiHost.Rpc.Wire;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace CsiHost.Rpc.Ctl;

internal sealed class CtlVerb<TRequest, TResponse>(UnaryMethodDescriptor<TRequest, TResponse> method, string summary) : CtlVerb(method.Path, summary)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(false));

    public override IReadOnlyList<CtlOption> Options => CtlOptions.For(Descriptor);

    private MessageDescriptor Descriptor => method.RequestParser.ParseFrom(ByteString.Empty).Descriptor;

    public override async Task<string> CallAsync(
        CsiChannel channel, string? json, IEnumerable<(CtlOption Option, string Value)> options, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var request = Read(json);
        foreach (var (option, value) in options)
            option.Apply(request, value);
        var reply = await channel.CallAsync(method, request, timeout, cancellationToken);
        return ReplyJson.Write(reply);
    }

    private TRequest Read(string? json)
    {
        try
        {
            return json is null ? method.RequestParser.ParseFrom(ByteString.Empty) : (TRequest)Parser.Parse(json, Descriptor);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new CtlValueException($"the request is no JSON of a {Descriptor.Name}: {e.Message}");
        }
    }
}
