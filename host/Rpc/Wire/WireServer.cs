using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CsiHost.Rpc.Wire;

/// <summary>
/// Serves unary gRPC on unix sockets, several in one process. The server is Kestrel put together by hand: a web host's container and
/// configuration would cost more start-up time and memory than everything else here.
/// </summary>
internal sealed class WireServer : IAsyncDisposable
{
    private readonly Dictionary<string, SocketFile> _files = new(StringComparer.Ordinal);
    private readonly KestrelServer _server;
    private readonly WireApplication _application;

    public WireServer(IReadOnlyList<WireEndpoint> endpoints, TimeProvider time, ILoggerFactory loggers)
    {
        var options = new KestrelServerOptions { AddServerHeader = false, AllowAlternateSchemes = true };
        WireLimits.Apply(options.Limits);
        foreach (var endpoint in endpoints)
        {
            _files.Add(endpoint.SocketPath, new SocketFile(endpoint.SocketPath, endpoint.Mode));
            options.ListenUnixSocket(endpoint.SocketPath, listen => Configure(listen, endpoint));
        }
        var transport = new SocketTransportOptions { CreateBoundListenSocket = Claim, UnsafePreferInlineScheduling = true };
        _server = new KestrelServer(Options.Create(options), new SocketTransportFactory(Options.Create(transport), loggers), loggers);
        _application = new WireApplication(time, loggers.CreateLogger<WireServer>());
    }

    /// <summary>Returns when every socket listens; when one cannot, none is left behind.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _server.StartAsync(_application, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes no new calls and waits for those that run; the token ends the wait, and with it their connections.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        RemoveFiles();
        await _server.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _server.Dispose();
    }

    private static void Configure(ListenOptions listen, WireEndpoint endpoint)
    {
        listen.Protocols = HttpProtocols.Http2;
        listen.Use(next => new WireConnectionMiddleware(endpoint, next).OnConnectionAsync);
    }

    private Socket Claim(EndPoint endPoint) => _files[endPoint.ToString()!].Claim();

    private void RemoveFiles()
    {
        foreach (var file in _files.Values)
            file.Remove();
    }
}
