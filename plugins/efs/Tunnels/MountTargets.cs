using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using CsiHost.Abstractions.Crypto;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Certificates;
using CsiHost.Plugins.Efs.Mounting;
using CsiHost.Plugins.Efs.Tunnels.Transport;

namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>
/// Connects one tunnel to its mount target. The name is looked up for each connection, and an address that failed of late comes last, so a target
/// that is gone is replaced by another one as soon as there is one.
/// </summary>
internal sealed class MountTargets(
    TunnelRequest request, RenewedCertificate? certificate, IHostLookup lookup, ServerTrust trust, ICryptoPolicy crypto, TimeProvider time)
{
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FailureMemory = TimeSpan.FromSeconds(60);
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, DateTimeOffset> _failed = [];

    /// <summary>Connects, trying all addresses again and again until it succeeds or the time is up.</summary>
    /// <exception cref="CsiException">Time is up (Unavailable); the message tells the last failure.</exception>
    public async Task<MountTargetConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        Exception? last = null;
        for (var pause = FirstPause; ; pause = pause * 2 > LongestPause ? LongestPause : pause * 2)
        {
            try
            {
                foreach (var address in await FindAsync(cancellationToken))
                {
                    try
                    {
                        return await ConnectAsync(address, cancellationToken);
                    }
                    catch (Exception exception) when (IsFailure(exception) && !cancellationToken.IsCancellationRequested)
                    {
                        last = exception;
                        Remember(address);
                    }
                }

                await Task.Delay(pause, time, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw new CsiException(
                    CsiErrorKind.Unavailable,
                    $"no connection to a mount target of {request.FileSystemId} ({request.Host}:{request.Port}): {last?.Message ?? "the name has no address, or there is no client certificate yet"}",
                    last);
            }
        }
    }

    private async ValueTask<IEnumerable<IPAddress>> FindAsync(CancellationToken cancellationToken)
    {
        var addresses = await lookup.FindAsync(request.Host, cancellationToken);
        lock (_gate)
            return addresses.OrderBy(address => _failed.TryGetValue(address, out var at) && time.GetUtcNow() - at < FailureMemory).ToList();
    }

    private void Remember(IPAddress address)
    {
        lock (_gate)
            _failed[address] = time.GetUtcNow();
    }

    private async Task<MountTargetConnection> ConnectAsync(IPAddress address, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(AttemptLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var socket = await TunnelSockets.CreateOutgoingAsync(address.AddressFamily, request.NetworkNamespace);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, request.Port), both.Token);
            return request.Tls
                ? new MountTargetConnection(socket, await HandshakeAsync(socket, both.Token), address)
                : new MountTargetConnection(socket, new SocketLink(socket), address);
        }
        catch (Exception exception)
        {
            socket.Dispose();
            if (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw new TimeoutException($"{address} did not answer within {AttemptLimit.TotalSeconds:0} s", exception);
            throw;
        }
    }

    private async Task<TlsLink> HandshakeAsync(Socket socket, CancellationToken cancellationToken)
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = request.DnsName,
            // The certificate is self-signed, so no list of issuers that the server may send would ever pick it.
            ClientCertificateContext = await certificate!.GetAsync(cancellationToken),
            AllowRenegotiation = false,
            // A resumed session would speak for the certificate it began with.
            AllowTlsResume = false,
        };
        trust.Apply(request, options);
        crypto.Apply(options);
        var link = new TlsLink(socket);
        await link.HandshakeAsync(options, cancellationToken);
        return link;
    }

    private static bool IsFailure(Exception exception) =>
        exception is SocketException or IOException or AuthenticationException or TimeoutException or CsiException or OperationCanceledException;
}
