using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace CsiHost.Bench;

/// <summary>
/// A gRPC connection that costs next to nothing, so that the figures are the server's: one blocking socket, prepared frames, and no more of HTTP/2
/// than a unary call needs.
/// </summary>
internal sealed class LoadConnection : IDisposable
{
    private const int FrameHeader = 9;
    private const int Window = int.MaxValue;

    private static readonly byte[] StatusOk = [.. "grpc-status"u8, 1, (byte)'0'];

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly byte[] _receive = new byte[256 * 1024];
    private readonly byte[] _send = new byte[64 * 1024];
    private int _received;
    private int _toSend;
    private int _nextStream = 1;
    private long _unacknowledged;

    public LoadConnection(string socketPath)
    {
        _socket.Connect(new UnixDomainSocketEndPoint(socketPath));
        Append("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8);
        // No dynamic table: each trailer then holds its literal text, which is how the status is checked.
        AppendFrame(type: 4, flags: 0, stream: 0, [0, 1, 0, 0, 0, 0, 0, 4, 0x7f, 0xff, 0xff, 0xff]);
        AppendWindow(Window - 65535);
        Flush();
    }

    /// <summary>Queues a call; <see cref="Flush"/> sends it. Returns its stream.</summary>
    public int Queue(LoadCall call)
    {
        var stream = _nextStream;
        _nextStream += 2;
        if (_toSend + call.Headers.Length + call.Message.Length + (2 * FrameHeader) > _send.Length)
            Flush();
        AppendFrame(type: 1, flags: 4, stream, call.Headers);
        AppendFrame(type: 0, flags: 1, stream, call.Message);
        return stream;
    }

    public void Flush()
    {
        for (var sent = 0; sent < _toSend;)
            sent += _socket.Send(_send.AsSpan(sent, _toSend - sent));
        _toSend = 0;
    }

    /// <summary>Waits for bytes and reports each stream that ended, with whether its status was OK.</summary>
    public void Receive(Action<int, bool> ended)
    {
        var count = _socket.Receive(_receive.AsSpan(_received));
        if (count == 0)
            throw new IOException("the server closed the connection");
        _received += count;
        var start = 0;
        while (_received - start >= FrameHeader)
        {
            var length = (_receive[start] << 16) | (_receive[start + 1] << 8) | _receive[start + 2];
            if (_received - start < FrameHeader + length)
                break;
            Handle(_receive.AsSpan(start, FrameHeader + length), ended);
            start += FrameHeader + length;
        }

        _receive.AsSpan(start, _received - start).CopyTo(_receive);
        _received -= start;
    }

    public void Dispose() => _socket.Dispose();

    private void Handle(ReadOnlySpan<byte> frame, Action<int, bool> ended)
    {
        var flags = frame[4];
        var stream = BinaryPrimitives.ReadInt32BigEndian(frame[5..]) & int.MaxValue;
        var payload = frame[FrameHeader..];
        switch (frame[3])
        {
            case 0:
                Acknowledge(payload.Length);
                break;
            case 1 when (flags & 1) != 0:
                ended(stream, payload.IndexOf(StatusOk) >= 0);
                break;
            case 3:
                ended(stream, false);
                break;
            case 4 when (flags & 1) == 0:
                AppendFrame(type: 4, flags: 1, stream: 0, []);
                break;
            case 6 when (flags & 1) == 0:
                AppendFrame(type: 6, flags: 1, stream: 0, payload);
                break;
            case 7:
                throw new IOException("the server sent GOAWAY: " + Encoding.ASCII.GetString(payload[8..]));
        }
    }

    private void Acknowledge(int bytes)
    {
        _unacknowledged += bytes;
        if (_unacknowledged < 1 << 20)
            return;
        AppendWindow((int)_unacknowledged);
        _unacknowledged = 0;
    }

    private void AppendWindow(int increment)
    {
        Span<byte> payload = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(payload, increment);
        AppendFrame(type: 8, flags: 0, stream: 0, payload);
    }

    private void AppendFrame(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        var header = _send.AsSpan(_toSend, FrameHeader);
        header[0] = (byte)(payload.Length >> 16);
        header[1] = (byte)(payload.Length >> 8);
        header[2] = (byte)payload.Length;
        header[3] = type;
        header[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(header[5..], stream);
        _toSend += FrameHeader;
        Append(payload);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_send.AsSpan(_toSend));
        _toSend += bytes.Length;
    }
}
