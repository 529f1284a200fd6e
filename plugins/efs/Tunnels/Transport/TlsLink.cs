using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;

namespace CsiHost.Plugins.Efs.Tunnels.Transport;

/// <summary>A TLS connection. Records go out and come in many at a time, so that a byte costs few system calls.</summary>
internal sealed class TlsLink : ILink, IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly RecordStream _records;
    private readonly SslStream _tls;

    public TlsLink(Socket socket)
    {
        _socket = socket;
        _records = new RecordStream(socket);
        _tls = new SslStream(_records, leaveInnerStreamOpen: false);
    }

    /// <summary>The protocol version and cipher suite, once the handshake is done.</summary>
    public string Protocol => $"{_tls.SslProtocol} {_tls.NegotiatedCipherSuite}";

    public Task HandshakeAsync(SslClientAuthenticationOptions options, CancellationToken cancellationToken) =>
        _tls.AuthenticateAsClientAsync(options, cancellationToken);

    [SuppressMessage("Reliability", "CA2022", Justification = "A read of nothing waits for data.")]
    public async ValueTask WaitAsync() => await _tls.ReadAsync(Memory<byte>.Empty);

    public ValueTask<int> ReadAsync(Memory<byte> buffer) => _tls.ReadAsync(buffer);

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer)
    {
        _records.Hold();
        await _tls.WriteAsync(buffer);
        await _records.ReleaseAsync();
    }

    public async ValueTask FinishAsync()
    {
        await _tls.ShutdownAsync();
        _socket.Shutdown(SocketShutdown.Send);
    }

    public ValueTask DisposeAsync() => _tls.DisposeAsync();
}
