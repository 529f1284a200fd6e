using System.Net.Sockets;

namespace CsiHost.Plugins.Efs.Tunnels.Transport;

/// <summary>A plain TCP connection.</summary>
internal sealed class SocketLink(Socket socket) : ILink
{
    public async ValueTask WaitAsync() => await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);

    public ValueTask<int> ReadAsync(Memory<byte> buffer) => socket.ReceiveAsync(buffer, SocketFlags.None);

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer)
    {
        while (buffer.Length > 0)
            buffer = buffer[await socket.SendAsync(buffer, SocketFlags.None)..];
    }

    public ValueTask FinishAsync()
    {
        socket.Shutdown(SocketShutdown.Send);
        return ValueTask.CompletedTask;
    }
}
