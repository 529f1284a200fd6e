using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CsiHost.Abstractions.Crypto;

namespace CsiHost.Kubernetes;

/// <summary>
/// Connections to the API server: TLS under the crypto policy, trusting the configured authorities alone. They are read for each connection,
/// so an exchange of the cluster's authority needs no restart. The check of the server's name is never touched.
/// </summary>
internal sealed class ApiTransport(KubernetesApiOptions options, ICryptoPolicy policy)
{
    public HttpClient CreateClient() => new(
        new SocketsHttpHandler
        {
            // A redirect or a proxy would carry the token elsewhere.
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            EnableMultipleHttp2Connections = true,

            // Finds a dead peer under a watch that is silent for good reason.
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            ConnectCallback = ConnectAsync,

            // A watch that is given up has no end to wait for.
            ResponseDrainTimeout = TimeSpan.Zero,
        })
    {
        // Each request has its own limit, on the injected clock.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var stream = new NetworkStream(socket, ownsSocket: true);
        return options.Server.Scheme == Uri.UriSchemeHttps ? await SecureAsync(stream, context.DnsEndPoint.Host, cancellationToken) : stream;
    }

    private async ValueTask<Stream> SecureAsync(NetworkStream stream, string host, CancellationToken cancellationToken)
    {
        var secure = new SslStream(stream);
        try
        {
            await secure.AuthenticateAsClientAsync(TlsOptions(host), cancellationToken);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }

    private SslClientAuthenticationOptions TlsOptions(string host)
    {
        var tls = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        };
        policy.Apply(tls);
        if (options.CaFile.Length > 0)
            tls.CertificateChainPolicy = TrustOnly(options.CaFile);
        return tls;
    }

    private static X509ChainPolicy TrustOnly(string caFile)
    {
        // A cluster's own authority publishes no revocation list, and nothing is to be fetched from addresses in a certificate.
        var chain = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        try
        {
            chain.CustomTrustStore.ImportFromPemFile(caFile);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ApiFailure(ApiFailure.Untrusted, $"the certificate file {caFile} cannot be read: {e.Message}", e);
        }

        return chain.CustomTrustStore.Count > 0
            ? chain
            : throw new ApiFailure(ApiFailure.Untrusted, $"the certificate file {caFile} holds no certificate");
    }
}
