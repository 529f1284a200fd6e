using CsiHost.Native;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Processes;

/// <summary>
/// Follows one process on a thread of its own: takes its output as it comes, and reaps it when it ends. A process that is no child (adopted)
/// cannot be reaped; its exit code stays unknown.
/// </summary>
internal sealed class ProcessWatch
{
    private const int StackBytes = 128 * 1024;
    private readonly TaskCompletionSource<int?> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly SafeFileHandle _process;
    private readonly (SafeFileHandle Reader, OutputTail Tail)[] _outputs;
    private readonly bool _isChild;
    private bool _signalled;
    private bool _ended;

    /// <summary>Starts following.</summary>
    /// <param name="processId">The process, leader of its group.</param>
    /// <param name="process">Its descriptor; closed here.</param>
    /// <param name="isChild">Whether it must be reaped.</param>
    /// <param name="outputs">Ends of its pipes, closed here, and where the output goes.</param>
    public ProcessWatch(int processId, SafeFileHandle process, bool isChild, params (SafeFileHandle Reader, OutputTail Tail)[] outputs)
    {
        ProcessId = processId;
        _process = process;
        _isChild = isChild;
        _outputs = outputs;
        new Thread(Follow, StackBytes) { IsBackground = true, Name = $"child {processId}" }.UnsafeStart();
    }

    public int ProcessId { get; }

    /// <summary>Completes when the process has ended and was reaped, with its exit code if it is known.</summary>
    public Task<int?> Exit => _exit.Task;

    /// <summary>Signals the process and its group, unless it has ended: its number may then be another's.</summary>
    public void Signal(int signal)
    {
        lock (_gate)
        {
            if (_ended)
                return;
            _signalled = true;
            ProcessCalls.SignalGroup(ProcessId, signal);
        }
    }

    private void Follow()
    {
        try
        {
            Pump();
            var code = End();
            Drain();
            Close();
            _exit.SetResult(code);
        }
        catch (Exception exception)
        {
            _exit.SetException(exception);
        }
    }

    private int? End()
    {
        lock (_gate)
        {
            _ended = true;
            if (!_isChild)
                return null;
            // Until it is reaped its group cannot be another's, so what it left behind in it is ours to end.
            if (_signalled)
                ProcessCalls.SignalGroup(ProcessId, ProcessCalls.KillSignal);
            return ProcessCalls.Reap(ProcessId);
        }
    }

    /// <summary>Reads until the process ends. Its children may keep the pipes open longer; they are not waited for.</summary>
    private void Pump()
    {
        Span<PollFd> polled = stackalloc PollFd[1 + _outputs.Length];
        polled[0] = new PollFd { Descriptor = (int)_process.DangerousGetHandle(), Events = PollFd.In };
        for (var index = 0; index < _outputs.Length; index++)
            polled[index + 1] = new PollFd { Descriptor = (int)_outputs[index].Reader.DangerousGetHandle(), Events = PollFd.In };

        while (true)
        {
            ProcessCalls.WaitReadable(polled, block: true);
            for (var index = 0; index < _outputs.Length; index++)
            {
                if (polled[index + 1].ReturnedEvents != 0 && !ReadOnce(_outputs[index]))
                    polled[index + 1].Descriptor = -1;
            }

            if (polled[0].ReturnedEvents != 0)
                return;
        }
    }

    private void Drain()
    {
        Span<PollFd> polled = stackalloc PollFd[1];
        foreach (var output in _outputs)
        {
            do
            {
                polled[0] = new PollFd { Descriptor = (int)output.Reader.DangerousGetHandle(), Events = PollFd.In };
                ProcessCalls.WaitReadable(polled, block: false);
            }
            while (polled[0].ReturnedEvents != 0 && ReadOnce(output));
            output.Tail.Complete();
        }
    }

    private void Close()
    {
        _process.Dispose();
        foreach (var (reader, _) in _outputs)
            reader.Dispose();
    }

    private static bool ReadOnce((SafeFileHandle Reader, OutputTail Tail) output)
    {
        Span<byte> buffer = stackalloc byte[4096];
        var read = ProcessCalls.Read(output.Reader, buffer);
        output.Tail.Append(buffer[..read]);
        return read > 0;
    }
}
