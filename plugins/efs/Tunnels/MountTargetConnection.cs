using System.Net;
using System.Net.Sockets;
using CsiHost.Plugins.Efs.Tunnels.Transport;

namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>An open connection to a mount target.</summary>
/// <param name="Socket">Its socket; closing it breaks the link off.</param>
/// <param name="Link">What is read and written.</param>
/// <param name="Address">The mount target.</param>
internal sealed record MountTargetConnection(Socket Socket, ILink Link, IPAddress Address) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        if (Link is IAsyncDisposable link)
            await link.DisposeAsync();
        Socket.Dispose();
    }
}
