using System.Collections.Concurrent;
using CsiHost.S3Engine.Native;

namespace CsiHost.S3Engine.Fuse;

/// <summary>
/// Reads requests from the device with a few threads that block in read(2), and hands them to the handler. One descriptor serves all: on few cores a
/// cloned descriptor for each thread measured slower (docs/s3-engine.md).
/// </summary>
internal sealed unsafe class FuseSession(int device, IRequestHandler handler, int threads)
{
    public const int MaxWrite = 1024 * 1024;
    private readonly ConcurrentBag<RequestBuffer> _buffers = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the file system is unmounted or the connection was aborted.</summary>
    public Task Ended => _ended.Task;

    public void Start()
    {
        for (var i = 0; i < threads; i++)
            new Thread(ReadRequests, 256 * 1024) { IsBackground = true, Name = $"fuse-{i}" }.Start();
    }

    /// <summary>Takes back a buffer that the handler kept.</summary>
    public void Recycle(RequestBuffer buffer) => _buffers.Add(buffer);

    private void ReadRequests()
    {
        var buffer = Rent();
        while (true)
        {
            var length = Libc.Read(device, buffer.Start, RequestBuffer.Size);
            if (length > 0)
            {
                if (handler.Handle(buffer, (int)length))
                    buffer = Rent();
                continue;
            }
            // ENOENT: the request was interrupted before it got here; EINTR, EAGAIN: try again.
            if (length < 0 && LastError.Number is Errno.NotFound or Errno.Interrupted or Errno.Again)
                continue;
            break;
        }
        if (_ended.TrySetResult())
            handler.Ended();
    }

    private RequestBuffer Rent() => _buffers.TryTake(out var buffer) ? buffer : new RequestBuffer();
}
