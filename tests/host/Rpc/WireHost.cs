using CsiHost.Rpc;
using CsiHost.Rpc.Client;
using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;
using CsiHost.TestKit.Fakes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsiHost.Tests.Rpc;

/// <summary>A server with one socket, in process, and clients for it.</summary>
internal sealed class WireHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WireServer _server;

    private WireHost(TimeProvider time, ILoggerFactory loggers, UnaryMethod[] methods)
    {
        Endpoint = new WireEndpoint { SocketPath = _folder["csi.sock"], Tag = "test.csi", Services = new UnaryServiceTable(methods) };
        _server = new WireServer([Endpoint], time, loggers);
    }

    /// <summary>A handler that answers at once.</summary>
    public static UnaryMethod Probe { get; } =
        IdentityMethods.Probe.Bind((_, _, _) => ValueTask.FromResult(new ProbeResponse { Ready = true }));

    public WireEndpoint Endpoint { get; }

    public static Task<WireHost> StartAsync(params UnaryMethod[] methods) => StartAsync(TimeProvider.System, methods);

    public static Task<WireHost> StartAsync(TimeProvider time, params UnaryMethod[] methods) =>
        StartAsync(time, NullLoggerFactory.Instance, methods);

    public static Task<WireHost> StartAsync(LogCapture log, params UnaryMethod[] methods) =>
        StartAsync(TimeProvider.System, LoggerFactory.Create(logging => logging.AddProvider(log)), methods);

    private static async Task<WireHost> StartAsync(TimeProvider time, ILoggerFactory loggers, params UnaryMethod[] methods)
    {
        var host = new WireHost(time, loggers, methods);
        await host._server.StartAsync(Limits.Token);
        return host;
    }

    public CsiChannel Channel() => new(CsiEndpoint.Parse(Endpoint.SocketPath), TimeProvider.System);

    public Task<RawHttp2> RawAsync() => RawHttp2.ConnectAsync(Endpoint.SocketPath);

    public Task StopAsync(CancellationToken cancellationToken) => _server.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
