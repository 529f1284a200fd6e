using System.ComponentModel;
using System.Net.Sockets;
using System.Text;
using CsiHost.Native;

namespace CsiHost.Rpc.Wire;

/// <summary>
/// The file of one listening socket. It appears by a rename when it already listens with its final mode, so no client ever meets a socket
/// that refuses, and the kubelet, which skips names that begin with a dot, never sees the other name.
/// </summary>
internal sealed class SocketFile
{
    private const int Backlog = 512;

    private readonly string _path;
    private readonly UnixFileMode _mode;
    private ulong _inode;

    public SocketFile(string path, UnixFileMode mode)
    {
        if (!Path.IsPathRooted(path))
            throw new WireSocketException($"socket path '{path}' is not absolute");
        var bytes = Encoding.UTF8.GetByteCount(path);
        if (bytes > CsiEndpoint.MaxPathBytes)
            throw new WireSocketException($"socket path '{path}' is {bytes} bytes long; the kernel takes at most {CsiEndpoint.MaxPathBytes}");
        _path = path;
        _mode = mode;
    }

    /// <summary>Binds and listens. A file that a dead process left is replaced; one that a live process serves is not.</summary>
    public Socket Claim()
    {
        var folder = Path.GetDirectoryName(_path)!;
        try
        {
            Directory.CreateDirectory(folder);
            // Two hosts that start at the same time must not both find the same dead file and then replace each other's.
            using var turn = SocketFiles.LockFolder(folder);
            RefuseIfTaken();
            return Bind();
        }
        catch (Exception e) when (e is SocketException or Win32Exception or UnauthorizedAccessException or IOException and not WireSocketException)
        {
            throw new WireSocketException($"cannot listen on '{_path}': {e.Message}", e);
        }
    }

    /// <summary>Removes the file, unless another process has put its own there since.</summary>
    public void Remove()
    {
        if (_inode != 0 && SocketFiles.Find(_path)?.Inode == _inode)
            File.Delete(_path);
        _inode = 0;
    }

    private Socket Bind()
    {
        var hidden = HiddenPath();
        File.Delete(hidden);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(hidden));
            File.SetUnixFileMode(hidden, _mode);
            socket.Listen(Backlog);
            _inode = SocketFiles.Find(hidden)?.Inode ?? 0;
            File.Move(hidden, _path, overwrite: true);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void RefuseIfTaken()
    {
        if (SocketFiles.Find(_path) is not { } found)
            return;
        if (!found.IsSocket)
            throw new WireSocketException($"'{_path}' exists and is not a socket; it is left alone");
        if (IsAnswered())
            throw new WireSocketException($"a live process already serves '{_path}'");
    }

    private bool IsAnswered()
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(_path));
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return false;
        }
    }

    // As long as the real name, so that it fits wherever that does.
    private string HiddenPath()
    {
        var name = Path.GetFileName(_path);
        return Path.Combine(Path.GetDirectoryName(_path)!, (name[0] == '.' ? "_" : ".") + name[1..]);
    }
}
