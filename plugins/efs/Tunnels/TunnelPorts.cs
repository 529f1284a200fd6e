using System.Net.Sockets;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Tunnels.State;
using CsiHost.Plugins.Efs.Tunnels.Transport;

namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>Gives out local ports. A port that a mount of this node has is not given out, also while nobody listens on it.</summary>
internal sealed class TunnelPorts
{
    private readonly Lock _gate = new();
    private readonly HashSet<int> _taken = [];

    /// <summary>Listens on the port that is asked for, or on a random one of the range; the socket holds the port until it is closed.</summary>
    /// <exception cref="CsiException">No port is free (ResourceExhausted), or the one asked for is not (FailedPrecondition).</exception>
    public async ValueTask<(Socket Listener, int Port)> TakeAsync(TunnelRequest request, TunnelSettings settings)
    {
        var known = EfsUtilsFolder.Ports(settings);
        var (first, end) = request.LocalPort is { } wanted ? (wanted, wanted + 1) : settings.Ports;
        int[] ports = [.. Enumerable.Range(first, end - first)];
        Random.Shared.Shuffle(ports);
        foreach (var port in ports)
        {
            if (!known.Contains(port) && Hold(port))
            {
                if (await TryListenAsync(port, request.NetworkNamespace) is { } listener)
                    return (listener, port);
                Release(port);
            }
        }

        throw request.LocalPort is { } specified
            ? CsiErrors.FailedPrecondition($"tlsport: specified port [{specified}] is unavailable; leave the option out or name a free port")
            : CsiErrors.ResourceExhausted(
                $"failed to locate an available port in the range [{first}, {end}]; unmount volumes or raise port_range_upper_bound");
    }

    /// <summary>Keeps a port for a stored tunnel; false when it is kept already.</summary>
    public bool Hold(int port)
    {
        lock (_gate)
            return _taken.Add(port);
    }

    /// <summary>Gives a port back.</summary>
    public void Release(int port)
    {
        lock (_gate)
            _taken.Remove(port);
    }

    /// <summary>Listens; null when somebody else does.</summary>
    public static async ValueTask<Socket?> TryListenAsync(int port, string? networkNamespace)
    {
        try
        {
            return await TunnelSockets.ListenAsync(port, networkNamespace);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return null;
        }
    }
}
