using System.Net;
using System.Net.Sockets;
using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.Efs.Mounting;

/// <summary>Connects to the NFS port: three times when it is silent, once when it refuses.</summary>
internal sealed class TcpReachability(TimeProvider time) : IReachability
{
    private const int Attempts = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>The port; tests have one of their own.</summary>
    public int Port { get; init; } = 2049;

    public async ValueTask CheckAsync(IPAddress address, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var limit = new CancellationTokenSource(Limit, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, Port), both.Token);
                return;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                if (attempt == Attempts)
                    throw Unreachable(address, $"it did not answer {Attempts} times", null);
            }
            catch (SocketException exception)
            {
                throw Unreachable(address, exception.Message, exception);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private CsiException Unreachable(IPAddress address, string reason, Exception? cause) => CsiErrors.Unavailable(
        $"Cannot connect to file system mount target ip address {address} on port {Port}: {reason}; check its security group and network access lists", cause);
}
