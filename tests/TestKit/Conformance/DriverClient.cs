using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Client;
using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;
using Google.Protobuf;

namespace CsiHost.TestKit.Conformance;

/// <summary>The driver's socket, and what the driver says it can do.</summary>
internal sealed class DriverClient : IDisposable
{
    private readonly CsiChannel _channel;
    private readonly TimeSpan _limit;

    private DriverClient(CsiChannel channel, TimeSpan limit)
    {
        _channel = channel;
        _limit = limit;
    }

    public IReadOnlySet<PluginCapability.Types.Service.Types.Type> PluginCapabilities { get; private set; } =
        new HashSet<PluginCapability.Types.Service.Types.Type>();

    public IReadOnlySet<ControllerServiceCapability.Types.RPC.Types.Type> Controller { get; private set; } =
        new HashSet<ControllerServiceCapability.Types.RPC.Types.Type>();

    public IReadOnlySet<NodeServiceCapability.Types.RPC.Types.Type> Node { get; private set; } = new HashSet<NodeServiceCapability.Types.RPC.Types.Type>();

    public bool Stages => Node.Contains(NodeServiceCapability.Types.RPC.Types.Type.StageUnstageVolume);

    public bool HasTopology => PluginCapabilities.Contains(PluginCapability.Types.Service.Types.Type.VolumeAccessibilityConstraints);

    public static async Task<DriverClient> ConnectAsync(string socket, TimeSpan limit)
    {
        var client = new DriverClient(new CsiChannel(CsiEndpoint.Parse(socket), TimeProvider.System), limit);
        var plugin = await client.CallAsync(IdentityMethods.GetPluginCapabilities, new GetPluginCapabilitiesRequest());
        client.PluginCapabilities = plugin.Capabilities.Where(entry => entry.Service is not null).Select(entry => entry.Service.Type).ToHashSet();
        if (client.PluginCapabilities.Contains(PluginCapability.Types.Service.Types.Type.ControllerService))
        {
            var controller = await client.CallAsync(ControllerMethods.ControllerGetCapabilities, new ControllerGetCapabilitiesRequest());
            client.Controller = controller.Capabilities.Select(entry => entry.Rpc.Type).ToHashSet();
        }

        var node = await client.CallAsync(NodeMethods.NodeGetCapabilities, new NodeGetCapabilitiesRequest());
        client.Node = node.Capabilities.Select(entry => entry.Rpc.Type).ToHashSet();
        return client;
    }

    public async Task<TResponse> CallAsync<TRequest, TResponse>(
        UnaryMethodDescriptor<TRequest, TResponse> method, TRequest request, CancellationToken cancellationToken = default)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        await _channel.CallAsync(method, request, _limit, cancellationToken);

    /// <summary>The code that the call ends with; a failure must have a message.</summary>
    public async Task<(StatusCode Code, string Message)> StatusAsync<TRequest, TResponse>(
        UnaryMethodDescriptor<TRequest, TResponse> method, TRequest request)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        try
        {
            await CallAsync(method, request);
            return (StatusCode.Ok, "");
        }
        catch (CallStatusException exception)
        {
            exception.Message.ShouldNotBeNullOrWhiteSpace($"{method.Path} failed with {exception.Code} and no message");
            return (exception.Code, exception.Message);
        }
    }

    public async Task ShouldEndWithAsync<TRequest, TResponse>(
        UnaryMethodDescriptor<TRequest, TResponse> method, TRequest request, StatusCode expected, string because = "")
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var (code, message) = await StatusAsync(method, request);
        code.ShouldBe(expected, $"{method.Path} {because}: {message}");
    }

    public void Dispose() => _channel.Dispose();
}
