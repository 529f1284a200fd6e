using Google.Protobuf;

namespace CsiHost.Rpc.Ctl;

/// <summary>One option of a verb: what it is called and what it does to the request.</summary>
internal sealed record CtlOption(string Name, string Usage, CtlOptionKind Kind, Action<IMessage, string> Apply);
