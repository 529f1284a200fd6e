using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using CsiHost.Abstractions.Crypto;
using Microsoft.AspNetCore.Connections;

namespace CsiHost.Hosting.Http;

/// <summary>
/// TLS under the crypto policy for the connections of one listener. Kestrel's own layer needs a service container; this needs a stream.
/// </summary>
internal sealed class TlsConnection(CertificateFiles files, ICryptoPolicy policy, ConnectionDelegate next)
{
    private static readonly TimeSpan HandshakeLimit = TimeSpan.FromSeconds(10);

    public async Task RunAsync(ConnectionContext connection)
    {
        var transport = connection.Transport;
        await using var tls = new SslStream(new DuplexStream(transport));
        try
        {
            await HandshakeAsync(tls, connection.ConnectionClosed);
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException)
        {
            // A client that speaks no TLS, or none that the policy allows: it sees the alert, and nothing here is wrong.
            return;
        }

        connection.Transport = new TlsPipe(tls);
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = transport;
        }
    }

    private async Task HandshakeAsync(SslStream tls, CancellationToken closed)
    {
        var options = new SslServerAuthenticationOptions { ServerCertificateContext = files.Current() };
        policy.Apply(options);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(closed);
        limit.CancelAfter(HandshakeLimit);
        await tls.AuthenticateAsServerAsync(options, limit.Token);
    }

    private sealed class TlsPipe(SslStream stream) : IDuplexPipe
    {
        public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));

        public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
    }
}
