using CsiHost.Rpc;
using CsiHost.Rpc.Client;
using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;
using Google.Protobuf;

namespace CsiHost.Tour;

/// <summary>One driver's socket, and what the driver says it can do.</summary>
internal sealed class DriverClient(string socket) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly CsiChannel _channel = new(CsiEndpoint.Parse(socket), TimeProvider.System);

    public HashSet<ControllerServiceCapability.Types.RPC.Types.Type> Controller { get; } = [];

    public HashSet<NodeServiceCapability.Types.RPC.Types.Type> Node { get; } = [];

    public async Task<TResponse> CallAsync<TRequest, TResponse>(
        UnaryMethodDescriptor<TRequest, TResponse> method, TRequest request, CancellationToken cancellationToken)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        await _channel.CallAsync(method, request, Limit, cancellationToken);

    public async Task ReadCapabilitiesAsync(CancellationToken cancellationToken)
    {
        var controller = await CallAsync(ControllerMethods.ControllerGetCapabilities, new ControllerGetCapabilitiesRequest(), cancellationToken);
        Controller.UnionWith(controller.Capabilities.Select(capability => capability.Rpc.Type));
        var node = await CallAsync(NodeMethods.NodeGetCapabilities, new NodeGetCapabilitiesRequest(), cancellationToken);
        Node.UnionWith(node.Capabilities.Select(capability => capability.Rpc.Type));
    }

    public void Dispose() => _channel.Dispose();
}
