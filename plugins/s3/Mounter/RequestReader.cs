using System.Runtime.InteropServices;
using CsiHost.Plugins.S3.Mounter.Native;

namespace CsiHost.Plugins.S3.Mounter;

/// <summary>
/// Reads one message from a connection: bytes up to the end of the stream, and one descriptor that came with some of them. What does not fit that is
/// refused, and every descriptor that came is closed.
/// </summary>
internal sealed class RequestReader(Descriptor connection) : IDisposable
{
    private const int MaxBytes = 1 << 20;
    private const int ControlBytes = 512;
    private const int HeaderBytes = 16;
    private readonly List<int> _received = [];
    private readonly MemoryStream _bytes = new(1024);
    private bool _isTooMany;

    /// <summary>The descriptor to wait on.</summary>
    public int Number => connection.Number;

    /// <summary>Takes what has arrived.</summary>
    /// <returns>True at the end of the stream.</returns>
    public unsafe bool ReadMore()
    {
        var buffer = stackalloc byte[4096];
        var control = stackalloc byte[ControlBytes];
        while (true)
        {
            var block = new DataBlock { Base = buffer, Length = 4096 };
            var message = new MessageHeader { Blocks = &block, BlockCount = 1, Control = control, ControlLength = ControlBytes };
            var count = Libc.ReceiveMessage(connection.Number, &message, Libc.DoNotWait | Libc.CloseReceivedOnExec);
            if (count < 0)
                return Marshal.GetLastPInvokeError() is 4 or 11 ? false : throw MounterException.LastError("receive");
            _isTooMany |= (message.Flags & Libc.ControlTruncated) != 0;
            Collect(new ReadOnlySpan<byte>(control, (int)message.ControlLength));
            if (count == 0)
                return true;
            if (_bytes.Length + count > MaxBytes)
                throw new MounterException($"the message is longer than {MaxBytes} bytes");
            _bytes.Write(new ReadOnlySpan<byte>(buffer, (int)count));
        }
    }

    /// <summary>The message, once it has ended.</summary>
    /// <exception cref="MounterException">It does not have exactly one descriptor, or no valid JSON.</exception>
    public (MountRequest Request, Descriptor Fuse) Take()
    {
        if (_received.Count != 1 || _isTooMany)
            throw new MounterException($"expected one file descriptor from connection, but got {(_isTooMany ? "more than can be taken" : _received.Count)}");
        var request = MountRequest.Parse(_bytes.GetBuffer().AsSpan(0, (int)_bytes.Length));
        var fuse = new Descriptor(_received[0]);
        _received.Clear();
        return (request, fuse);
    }

    public void Dispose()
    {
        foreach (var descriptor in _received)
            _ = Libc.Close(descriptor);
        _received.Clear();
        connection.Dispose();
        _bytes.Dispose();
    }

    /// <summary>Walks the control messages: length (8 bytes), level, type, then data, each aligned to 8.</summary>
    private void Collect(ReadOnlySpan<byte> control)
    {
        while (control.Length >= HeaderBytes)
        {
            var length = (int)MemoryMarshal.Read<nuint>(control);
            if (length < HeaderBytes || length > control.Length)
                return;
            var level = MemoryMarshal.Read<int>(control[8..]);
            var type = MemoryMarshal.Read<int>(control[12..]);
            if (level == Libc.SocketLevel && type == Libc.Rights)
                _received.AddRange(MemoryMarshal.Cast<byte, int>(control[HeaderBytes..length]));
            control = control[Math.Min(control.Length, (length + 7) & ~7)..];
        }
    }
}
