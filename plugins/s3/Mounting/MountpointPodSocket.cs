using System.Net.Sockets;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.S3.Files;
using CsiHost.Plugins.S3.Native;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>Hands a mount over to a Mountpoint Pod: one message with the options, and the FUSE descriptor beside it.</summary>
internal sealed class MountpointPodSocket(TimeProvider time)
{
    private const string SocketName = "mount.sock";
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(5);

    /// <summary>Connects, waiting until the pod listens, and sends. There is no answer: the mount, or an error file, is one.</summary>
    /// <exception cref="CsiException">The pod's socket cannot be used (Failed).</exception>
    public async Task SendAsync(Folder comm, ReadOnlyMemory<byte> message, SafeFileHandle fuse, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            if (await TryConnectAsync(socket, comm, cancellationToken))
            {
                try
                {
                    DescriptorSender.Send(socket.SafeHandle, message.Span, fuse);
                    return;
                }
                catch (IOException exception)
                {
                    throw new CsiException(CsiErrorKind.Failed, $"the mount options cannot be sent to {comm.Path}/{SocketName}: {exception.Message}", exception);
                }
            }

            await Task.Delay(RetryPause, time, cancellationToken);
        }
    }

    /// <summary>False when nobody listens yet. The socket is reached by its descriptor, so the path's length does not matter and no link is followed.</summary>
    private static async Task<bool> TryConnectAsync(Socket socket, Folder comm, CancellationToken cancellationToken)
    {
        using var name = comm.OpenName(SocketName);
        if (name is null)
            return false;
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(FolderCalls.PathOf(name)), cancellationToken);
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode
            is SocketError.ConnectionRefused or SocketError.AddressNotAvailable or SocketError.WouldBlock or SocketError.TryAgain)
        {
            return false;
        }
        catch (SocketException exception)
        {
            throw new CsiException(CsiErrorKind.Failed, $"{comm.Path}/{SocketName} cannot be connected to: {exception.Message}", exception);
        }
    }
}
