using System.Net;
using System.Net.Sockets;
using CsiHost.Plugins.Efs.Native;

namespace CsiHost.Plugins.Efs.Tunnels.Transport;

/// <summary>Makes the sockets of a tunnel, in its network namespace.</summary>
internal static class TunnelSockets
{
    private const int Backlog = 16;
    private const int KeepAliveSeconds = 20;
    private const int KeepAliveInterval = 5;
    private const int KeepAliveCount = 4;

    // Sent bytes that nobody acknowledges end the connection after this time in place of a quarter of an hour: the mount target is gone.
    private const int UserTimeoutMilliseconds = 20_000;
    private const int TcpLevel = 6;
    private const int TcpUserTimeout = 18;

    /// <summary>Listens on 127.0.0.1.</summary>
    /// <exception cref="SocketException">The port is in use.</exception>
    public static Task<Socket> ListenAsync(int port, string? networkNamespace) => InNamespaceAsync(networkNamespace, () =>
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(Backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    });

    /// <summary>A socket for a connection to a mount target.</summary>
    public static async Task<Socket> CreateOutgoingAsync(AddressFamily family, string? networkNamespace)
    {
        var socket = await InNamespaceAsync(networkNamespace, () => new Socket(family, SocketType.Stream, ProtocolType.Tcp));
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveInterval);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveCount);
        socket.SetRawSocketOption(TcpLevel, TcpUserTimeout, BitConverter.GetBytes(UserTimeoutMilliseconds));
        return socket;
    }

    private static Task<Socket> InNamespaceAsync(string? networkNamespace, Func<Socket> make) =>
        networkNamespace is null ? Task.FromResult(make()) : NetworkNamespaces.RunAsync(networkNamespace, make);
}
