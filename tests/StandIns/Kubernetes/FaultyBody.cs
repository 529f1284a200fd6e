using Microsoft.AspNetCore.Http;

namespace CsiHost.StandIns.Kubernetes;

/// <summary>A body that breaks off, or stops for ever, after some bytes.</summary>
internal sealed class FaultyBody(Stream body, HttpContext context, Fault fault) : Stream
{
    private int _left = fault.Bytes;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var part = Math.Min(_left, buffer.Length);
        _left -= part;
        await body.WriteAsync(buffer[..part], cancellationToken);
        if (part == buffer.Length)
            return;
        await body.FlushAsync(cancellationToken);
        if (fault.Kind == FaultKind.Stall)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        context.Abort();
        throw new OperationCanceledException("the fault cut the connection");
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => body.FlushAsync(cancellationToken);

    public override void Flush() => body.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
