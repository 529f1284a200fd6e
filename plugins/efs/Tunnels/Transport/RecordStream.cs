using System.Buffers;
using System.Net.Sockets;

namespace CsiHost.Plugins.Efs.Tunnels.Transport;

/// <summary>
/// The encrypted side of a TLS connection. SslStream reads and writes a record (16 KiB) at a time; this reads what the socket has in one call and,
/// between <see cref="Hold"/> and <see cref="ReleaseAsync"/>, gathers what is written. It owns buffers only while there is something in them.
/// </summary>
internal sealed class RecordStream(Socket socket) : Stream
{
    private const int ReadSize = TransportSizes.Encrypted;
    private const int WriteSize = TransportSizes.Encrypted;
    private byte[]? _input;
    private int _inputStart;
    private int _inputEnd;
    private byte[]? _output;
    private int _outputLength;
    private bool _holding;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Gathers from now on.</summary>
    public void Hold() => _holding = true;

    /// <summary>Sends what was gathered.</summary>
    public async ValueTask ReleaseAsync()
    {
        _holding = false;
        await SendGatheredAsync(CancellationToken.None);
        if (_output is { } buffer)
        {
            _output = null;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_inputStart == _inputEnd)
        {
            if (_input is { } empty)
            {
                _input = null;
                ArrayPool<byte>.Shared.Return(empty);
            }

            await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancellationToken);
            if (buffer.Length == 0)
                return 0;
            if (await FillAsync(cancellationToken) == 0)
                return 0;
        }

        var length = Math.Min(buffer.Length, _inputEnd - _inputStart);
        _input.AsMemory(_inputStart, length).CopyTo(buffer);
        _inputStart += length;
        return length;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_holding || buffer.Length > WriteSize)
        {
            await SendGatheredAsync(cancellationToken);
            await SendAsync(buffer, cancellationToken);
            return;
        }

        if (_outputLength + buffer.Length > WriteSize)
            await SendGatheredAsync(cancellationToken);
        _output ??= ArrayPool<byte>.Shared.Rent(WriteSize);
        buffer.CopyTo(_output.AsMemory(_outputLength));
        _outputLength += buffer.Length;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    // Buffers go back to the pool in normal use only: a call that was given up may still have one of them.
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            socket.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<int> FillAsync(CancellationToken cancellationToken)
    {
        _input = ArrayPool<byte>.Shared.Rent(ReadSize);
        _inputStart = _inputEnd = 0;
        _inputEnd = await socket.ReceiveAsync(_input.AsMemory(0, ReadSize), SocketFlags.None, cancellationToken);
        return _inputEnd;
    }

    private async ValueTask SendGatheredAsync(CancellationToken cancellationToken)
    {
        if (_outputLength == 0)
            return;
        await SendAsync(_output.AsMemory(0, _outputLength), cancellationToken);
        _outputLength = 0;
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        while (buffer.Length > 0)
            buffer = buffer[await socket.SendAsync(buffer, SocketFlags.None, cancellationToken)..];
    }
}
