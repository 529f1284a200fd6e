using System.Buffers;

namespace CsiHost.Hosting.Logging;

/// <summary>
/// Carries lines from callers to a stream on a thread of its own, so that a slow reader of standard error does not stop a call. The queue is
/// bounded: a caller waits when it is full, no line is dropped. <see cref="Flush"/> returns when everything handed in before is written.
/// </summary>
internal sealed class LogQueue : IDisposable
{
    private const int Bound = 1 << 20;

    private readonly Lock _turn = new();
    private readonly Stream _output;
    private readonly Thread _writer;
    private readonly object _changed = new();
    private ArrayBufferWriter<byte> _pending = new(4096);
    private ArrayBufferWriter<byte> _writing = new(4096);
    private bool _isWriting;
    private bool _isClosed;
    private bool _isWriterGone;

    public LogQueue(Stream output)
    {
        _output = output;
        _writer = new Thread(Run, 256 * 1024) { IsBackground = true, Name = "log" };
        _writer.UnsafeStart();
    }

    public void Write(ReadOnlySpan<byte> line)
    {
        bool isWriterGone;
        lock (_changed)
        {
            while (_pending.WrittenCount >= Bound && !_isWriterGone)
                Monitor.Wait(_changed);
            _pending.Write(line);
            isWriterGone = _isWriterGone;
            Monitor.PulseAll(_changed);
        }

        // The last words of an exiting process: the caller writes them itself.
        if (isWriterGone)
            DrainHere();
    }

    public void Flush()
    {
        lock (_changed)
        {
            while ((_pending.WrittenCount > 0 || _isWriting) && !_isWriterGone)
                Monitor.Wait(_changed);
        }
    }

    public void Dispose()
    {
        lock (_changed)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            Monitor.PulseAll(_changed);
        }

        _writer.Join();
        lock (_changed)
        {
            _isWriterGone = true;
            Monitor.PulseAll(_changed);
        }

        DrainHere();
    }

    private void Run()
    {
        while (TakeNext())
        {
            Emit(_writing);
            lock (_changed)
            {
                _isWriting = false;
                Monitor.PulseAll(_changed);
            }
        }
    }

    private bool TakeNext()
    {
        lock (_changed)
        {
            while (_pending.WrittenCount == 0)
            {
                if (_isClosed)
                    return false;
                Monitor.Wait(_changed);
            }

            (_pending, _writing) = (_writing, _pending);
            _isWriting = true;
            return true;
        }
    }

    private void DrainHere()
    {
        lock (_turn)
        {
            lock (_changed)
                (_pending, _writing) = (_writing, _pending);
            Emit(_writing);
        }
    }

    private void Emit(ArrayBufferWriter<byte> lines)
    {
        try
        {
            _output.Write(lines.WrittenSpan);
            _output.Flush();
        }
        catch (IOException)
        {
            // Nobody reads standard error any more; there is no other place to say so.
        }

        // A burst must not keep its memory for the life of the process.
        if (lines.Capacity > 128 * 1024)
            Shrink();
        else
            lines.ResetWrittenCount();
    }

    private void Shrink() => _writing = new ArrayBufferWriter<byte>(4096);
}
