using System.Net;
using CsiHost.Abstractions.Crypto;
using CsiHost.Rpc.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CsiHost.Hosting.Http;

/// <summary>Serves the health and metrics pages over HTTP/1.1, several addresses on one server. Built by hand like the CSI sockets' server.</summary>
internal sealed class HttpEndpoints : IAsyncDisposable
{
    private readonly KestrelServer _server;
    private readonly List<ListenOptions> _listeners = [];
    private readonly List<CertificateFiles> _certificates = [];

    public HttpEndpoints(IEnumerable<HttpSite> sites, ICryptoPolicy policy, ILoggerFactory loggers)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = 0;
        options.Limits.MaxConcurrentConnections = 64;
        options.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        foreach (var site in HttpSite.Merge(sites))
            Listen(options, site, policy);
        _server = new KestrelServer(Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers), loggers);
    }

    /// <summary>Where each site listens, ports chosen by the kernel included; meaningful after the start.</summary>
    public IReadOnlyList<EndPoint> Addresses => [.. _listeners.Select(static listener => listener.EndPoint)];

    /// <exception cref="WireSocketException">An address cannot be listened on, or its certificate cannot be used.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var files in _certificates)
                _ = files.Current();
            await _server.StartAsync(new HttpPages(), cancellationToken);
        }
        catch (Exception e) when (e is IOException or AddressInUseException or System.Net.Sockets.SocketException or System.Security.Cryptography.CryptographicException or UnauthorizedAccessException)
        {
            throw new WireSocketException($"the HTTP endpoint cannot be opened: {e.Message}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true));
        _server.Dispose();
        foreach (var files in _certificates)
            files.Dispose();
    }

    private void Listen(KestrelServerOptions options, HttpSite site, ICryptoPolicy policy)
    {
        void Configure(ListenOptions listen)
        {
            _listeners.Add(listen);
            listen.Protocols = HttpProtocols.Http1;
            if (site.Tls is { } tls)
            {
                var files = new CertificateFiles(tls);
                _certificates.Add(files);
                listen.Use(next => new TlsConnection(files, policy, next).RunAsync);
            }

            listen.Use(next => connection =>
            {
                connection.Features.Set(site);
                return next(connection);
            });
        }

        if (site.Address.Address is { } address)
            options.Listen(address, site.Address.Port, Configure);
        else
            options.ListenAnyIP(site.Address.Port, Configure);
    }
}
