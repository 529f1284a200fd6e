using System.Buffers.Binary;
using System.Net.Sockets;

namespace CsiHost.Tests.Rpc;

/// <summary>The frames of one HTTP/2 connection, written and read by hand, so that a test can send what no client would.</summary>
internal sealed class RawHttp2 : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private int _window = 65_535;

    private RawHttp2(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Connects and says hello.</summary>
    public static async Task<RawHttp2> ConnectAsync(string path)
    {
        var raw = await ConnectSilentlyAsync(path);
        await raw.SendAsync([.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frames.Settings]);
        return raw;
    }

    public static async Task<RawHttp2> ConnectSilentlyAsync(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), Limits.Token);
        return new RawHttp2(socket);
    }

    public ValueTask SendAsync(byte[] bytes) => _stream.WriteAsync(bytes, Limits.Token);

    /// <summary>Sends a part of a body when the server's window for the connection has room for it.</summary>
    public async Task SendInWindowAsync(int stream, byte[] part)
    {
        while (_window < part.Length)
            (await FrameAsync()).ShouldNotBeNull();
        _window -= part.Length;
        await SendAsync(Frames.Data(stream, part, flags: 0));
    }

    /// <summary>Sends each byte by itself.</summary>
    public async Task DribbleAsync(byte[] bytes)
    {
        foreach (var b in bytes)
            await SendAsync([b]);
    }

    /// <summary>Sends a call and reads its answer.</summary>
    public async Task<RawReply> CallAsync(int stream, byte[] headerBlock, byte[] body)
    {
        await SendAsync([.. Frames.Headers(stream, headerBlock), .. Frames.Body(stream, body)]);
        return await ReplyAsync(stream);
    }

    /// <summary>Reads until the stream ends, one way or another.</summary>
    public async Task<RawReply> ReplyAsync(int stream)
    {
        var reply = new RawReply();
        while (!reply.IsOver)
        {
            var frame = await FrameAsync();
            if (frame is null)
                return reply with { IsClosed = true };
            if (frame.Stream == stream || frame.Type == Frames.GoAwayType)
                reply = reply.With(frame);
        }
        return reply;
    }

    /// <summary>The next frame, or null at the end of the connection.</summary>
    public async Task<RawFrame?> FrameAsync()
    {
        var head = new byte[9];
        try
        {
            if (await _stream.ReadAtLeastAsync(head, 9, throwOnEndOfStream: false, Limits.Token) < 9)
                return null;
            var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
            await _stream.ReadExactlyAsync(payload, Limits.Token);
            var frame = new RawFrame(head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)), payload);
            if (frame is { Type: Frames.WindowUpdateType, Stream: 0 })
                _window += BinaryPrimitives.ReadInt32BigEndian(payload);
            return frame;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Ends our side only.</summary>
    public void ShutdownSend() => _socket.Shutdown(SocketShutdown.Send);

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
