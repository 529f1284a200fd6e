using System.Buffers;
using CsiHost.Pipeline;
using Google.Protobuf;

namespace CsiHost.Rpc.Wire;

/// <summary>One method a server offers, without its types, so that the call path needs neither reflection nor generics.</summary>
internal abstract class UnaryMethod(string path)
{
    /// <summary>As in <c>/csi.v1.Node/NodeGetInfo</c>; compared byte by byte.</summary>
    public string Path { get; } = path;

    /// <summary>Reads the message; the bytes are not needed afterwards.</summary>
    public abstract IMessage Parse(in ReadOnlySequence<byte> bytes);

    /// <summary>Runs the handler on what <see cref="Parse"/> gave. Fails with <see cref="CallStatusException"/>.</summary>
    public abstract ValueTask<IMessage> HandleAsync(IMessage request, WireCall call, CancellationToken cancellationToken);
}
