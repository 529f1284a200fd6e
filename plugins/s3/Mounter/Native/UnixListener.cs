using System.Buffers.Binary;
using System.Text;

namespace CsiHost.Plugins.S3.Mounter.Native;

/// <summary>A listening unix socket at a path. A file that an earlier process left there is removed first: only one mounter has the folder.</summary>
internal sealed class UnixListener : IDisposable
{
    private const int MaxPathBytes = 107;
    private const int OpenPathOnly = 0x200000;
    private readonly string _path;
    private readonly Descriptor _socket;

    public UnixListener(string path, int backlog)
    {
        _path = path;
        _ = Libc.Unlink(path);
        _socket = Descriptor.From(Libc.Socket(Libc.UnixSocket, Libc.Stream | Libc.CloseOnExec | Libc.NonBlocking, 0), "socket");
        try
        {
            Bind();
            if (Libc.Listen(_socket.Number, backlog) != 0)
                throw MounterException.LastError("listen on " + path);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The descriptor to wait on; -1 once closed.</summary>
    public int Number => _socket.Number;

    /// <summary>The next connection; null when there is none now.</summary>
    public unsafe Descriptor? Accept()
    {
        var connection = Libc.Accept(_socket.Number, null, null, Libc.CloseOnExec | Libc.NonBlocking);
        return connection < 0 ? null : new Descriptor(connection);
    }

    public void Dispose()
    {
        if (_socket.Number < 0)
            return;
        _socket.Dispose();
        _ = Libc.Unlink(_path);
    }

    private unsafe void Bind()
    {
        // A longer path than an address can hold goes through its folder's descriptor.
        using var folder = Encoding.UTF8.GetByteCount(_path) <= MaxPathBytes
            ? null
            : Descriptor.From(Libc.Open(Path.GetDirectoryName(_path)!, OpenPathOnly | Libc.CloseOnExec, 0), "open " + _path);
        var shown = folder is null ? _path : $"/proc/self/fd/{folder.Number}/{Path.GetFileName(_path)}";
        Span<byte> address = stackalloc byte[2 + MaxPathBytes + 1];
        address.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(address, Libc.UnixSocket);
        var length = Encoding.UTF8.GetBytes(shown, address[2..]);
        fixed (byte* start = address)
        {
            if (Libc.Bind(_socket.Number, start, (uint)(2 + length + 1)) != 0)
                throw MounterException.LastError("bind " + _path);
        }
    }
}
