using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace CsiHost.StandIns.MountTargets;

/// <summary>
/// The TLS end of a mount target: asks every client for its certificate, shows it to the test, and hands the plain bytes on. It can be killed, as a
/// mount target whose zone fails, and started again.
/// </summary>
/// <param name="certificate">The server's certificate; null serves plain TCP.</param>
/// <param name="serve">What is behind it: gets each connection, and ends it by returning.</param>
public sealed class MountTargetStandIn(X509Certificate2? certificate, Func<Stream, CancellationToken, Task> serve) : IAsyncDisposable
{
    private readonly ConcurrentQueue<ClientIdentity> _clients = new();
    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private readonly List<Task> _tasks = [];
    private CancellationTokenSource _stopping = new();
    private Socket? _listener;

    /// <summary>Where it listens, once it was started.</summary>
    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>Says who may come in; everybody by default.</summary>
    public Func<ClientIdentity, bool> Admit { get; set; } = _ => true;

    /// <summary>The certificates of the clients so far, in order, also of those that were not admitted.</summary>
    public IReadOnlyList<ClientIdentity> Clients => [.. _clients];

    /// <summary>How many connections are open.</summary>
    public int OpenConnections => _open.Count;

    /// <summary>Takes each connection's bytes to another server and back.</summary>
    public static Func<Stream, CancellationToken, Task> ForwardTo(EndPoint server) => async (stream, cancellationToken) =>
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, cancellationToken);
        await using var behind = new NetworkStream(socket);
        await Task.WhenAny(stream.CopyToAsync(behind, cancellationToken), behind.CopyToAsync(stream, cancellationToken));
    };

    /// <summary>Sends everything back, until the client ends.</summary>
    public static async Task EchoAsync(Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var buffer = new byte[32 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
    }

    /// <summary>Listens: on a free port, or the one it had.</summary>
    public void Start(IPAddress? address = null, int port = 0)
    {
        _stopping = new CancellationTokenSource();
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(address ?? EndPoint.Address, port != 0 ? port : EndPoint.Port));
        listener.Listen(128);
        EndPoint = (IPEndPoint)listener.LocalEndPoint!;
        _listener = listener;
        _tasks.Add(AcceptAsync(listener, _stopping.Token));
    }

    /// <summary>Dies: no listener, and every connection is reset.</summary>
    public async Task KillAsync()
    {
        await _stopping.CancelAsync();
        _listener?.Dispose();
        foreach (var socket in _open.Keys)
            Reset(socket);
        await Task.WhenAll(_tasks);
        _tasks.Clear();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _stopping.Dispose();
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            // Gone already.
        }

        socket.Dispose();
    }

    private async Task AcceptAsync(Socket listener, CancellationToken cancellationToken)
    {
        var connections = new List<Task>();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptAsync(cancellationToken);
                connections.Add(ServeAsync(socket, cancellationToken));
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                break;
            }
        }

        await Task.WhenAll(connections);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever ends a connection ends that connection only.")]
    private async Task ServeAsync(Socket socket, CancellationToken cancellationToken)
    {
        _open[socket] = true;
        try
        {
            socket.NoDelay = true;
            await using var plain = new NetworkStream(socket, ownsSocket: true);
            if (certificate is null)
                await serve(plain, cancellationToken);
            else
                await ServeTlsAsync(plain, cancellationToken);
        }
        catch (Exception)
        {
            Reset(socket);
        }
        finally
        {
            _open.TryRemove(socket, out _);
        }
    }

    private async Task ServeTlsAsync(NetworkStream plain, CancellationToken cancellationToken)
    {
        await using var tls = new SslStream(plain, leaveInnerStreamOpen: true);
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = certificate,
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
            },
            cancellationToken);
        using var shown = new X509Certificate2(tls.RemoteCertificate!);
        var client = ClientIdentityReader.Read(shown);
        _clients.Enqueue(client);
        if (!Admit(client))
            return;
        await serve(tls, cancellationToken);
        await tls.ShutdownAsync();
    }
}
