using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CsiHost.S3Engine.Hosting;

namespace CsiHost.S3Engine.S3;

/// <summary>The connections: HTTP/1.1, as many at once as the throughput asks for, on the interfaces and with the roots that the options name.</summary>
internal static class HttpFactory
{
    private const int BindToDevice = 25; // SO_BINDTODEVICE
    private const int SocketLevel = 1; // SOL_SOCKET

    /// <summary>A connection carries about 0.4 Gbit/s.</summary>
    public static int Connections(int throughputGbps) => Math.Clamp((int)Math.Ceiling(throughputGbps / 0.4), 10, 10_000);

    public static HttpMessageInvoker Create(EngineOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = Connections(options.ThroughputGbps),
            // New connections ask DNS again, which spreads them over the service's addresses.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxResponseDrainSize = 256 * 1024,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        };
        if (options.Interfaces.Count > 0)
            handler.ConnectCallback = new InterfaceBinder(options.Interfaces).ConnectAsync;
        if (options.CaBundle is { } bundle)
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = ReplacedRoots(bundle) };
        return new HttpMessageInvoker(handler);
    }

    private static X509ChainPolicy ReplacedRoots(string bundle)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(bundle);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new EngineException($"--ca-bundle: cannot read certificates from '{bundle}'", exception);
        }
        return policy.CustomTrustStore.Count > 0 ? policy : throw new EngineException($"--ca-bundle: '{bundle}' holds no certificate");
    }

    private sealed class InterfaceBinder(IReadOnlyList<string> interfaces)
    {
        private int _next = -1;

        public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
        {
            var name = interfaces[(int)((uint)Interlocked.Increment(ref _next) % (uint)interfaces.Count)];
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.SetRawSocketOption(SocketLevel, BindToDevice, Encoding.UTF8.GetBytes(name));
                await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
