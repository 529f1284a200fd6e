using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Native;

/// <summary>Starting, signalling, watching and reaping processes.</summary>
internal static unsafe class ProcessCalls
{
    public const int Terminate = 15;
    public const int KillSignal = 9;

    private const int CloseOnExec = 0x80000;
    private const int SystemCallPidFdOpen = 434;

    // POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID
    private const short SpawnFlags = 0x04 | 0x08 | 0x80;

    // Larger than any C library's opaque objects (glibc: 80 and 336 bytes; signal sets 128).
    private const int OpaqueSize = 1024;

    /// <summary>
    /// Starts a program in a session of its own: the child leads a process group of its pid, and no signal to the host's group reaches it.
    /// Standard input is empty.
    /// </summary>
    /// <returns>The process id.</returns>
    public static int Spawn(string fileName, IReadOnlyList<string> arguments, IReadOnlyList<string> environment, SafeHandle output, SafeHandle error)
    {
        var actions = stackalloc byte[OpaqueSize];
        var attributes = stackalloc byte[OpaqueSize];
        var signals = stackalloc byte[OpaqueSize];
        var argumentBlock = new NativeStrings([fileName, .. arguments]);
        var environmentBlock = new NativeStrings(environment);
        try
        {
            Check(Libc.InitActions(actions), fileName);
            Check(Libc.InitAttributes(attributes), fileName);
            Check(Libc.AddOpen(actions, 0, "/dev/null", 0, 0), fileName);
            Check(Libc.AddDuplicate(actions, (int)output.DangerousGetHandle(), 1), fileName);
            Check(Libc.AddDuplicate(actions, (int)error.DangerousGetHandle(), 2), fileName);
            Check(Libc.SetFlags(attributes, SpawnFlags), fileName);
            // The runtime ignores SIGPIPE and blocks signals on some threads; a child must not inherit that.
            Check(Libc.EmptySignalSet(signals), fileName);
            Check(Libc.SetSignalMask(attributes, signals), fileName);
            Check(Libc.FillSignalSet(signals), fileName);
            Check(Libc.SetDefaultSignals(attributes, signals), fileName);
            Check(Libc.Spawn(out var processId, fileName, actions, attributes, argumentBlock.Pointer, environmentBlock.Pointer), fileName);
            return processId;
        }
        finally
        {
            argumentBlock.Free();
            environmentBlock.Free();
            _ = Libc.DestroyActions(actions);
            _ = Libc.DestroyAttributes(attributes);
        }
    }

    private static void Check(int failure, string fileName)
    {
        if (failure != 0)
            throw new NativeException("start", fileName, failure);
    }

    /// <summary>A pipe, both ends closed on exec.</summary>
    public static (SafeFileHandle Reader, SafeFileHandle Writer) Pipe()
    {
        var ends = stackalloc int[2];
        if (Libc.Pipe(ends, CloseOnExec) != 0)
            throw NativeException.Last("pipe", "");
        return (new SafeFileHandle(ends[0], ownsHandle: true), new SafeFileHandle(ends[1], ownsHandle: true));
    }

    /// <summary>A descriptor that becomes readable when the process ends; null when there is no such process.</summary>
    public static SafeFileHandle? OpenProcess(int processId)
    {
        var descriptor = Libc.SystemCall(SystemCallPidFdOpen, processId, 0, 0, 0);
        if (descriptor >= 0)
            return new SafeFileHandle(descriptor, ownsHandle: true);
        return Marshal.GetLastPInvokeError() is Errno.ESRCH or Errno.EINVAL ? null : throw NativeException.Last("pidfd_open", $"{processId}");
    }

    /// <summary>Signals a whole process group; one that is gone is no error.</summary>
    public static void SignalGroup(int processGroup, int signal)
    {
        if (Libc.Kill(-processGroup, signal) != 0 && Marshal.GetLastPInvokeError() != Errno.ESRCH)
            throw NativeException.Last("kill", $"process group {processGroup}");
    }

    /// <summary>Reaps a child that has ended: its exit code, or 128 plus the signal.</summary>
    public static int? Reap(int processId)
    {
        int status;
        while (Libc.WaitProcess(processId, out status, 0) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Errno.EINTR)
                return null;
        }

        var signal = status & 0x7f;
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal;
    }

    /// <summary>Waits until one of the descriptors is readable or hung up; entries of -1 are skipped.</summary>
    public static void WaitReadable(Span<PollFd> descriptors, bool block)
    {
        fixed (PollFd* first = descriptors)
        {
            while (Libc.Poll(first, (nuint)descriptors.Length, block ? -1 : 0) < 0)
            {
                if (Marshal.GetLastPInvokeError() != Errno.EINTR)
                    throw NativeException.Last("poll", "");
            }
        }
    }

    /// <summary>Reads what a readable descriptor holds; 0 at its end.</summary>
    public static int Read(SafeHandle handle, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            nint read;
            while ((read = Libc.Read((int)handle.DangerousGetHandle(), start, buffer.Length)) < 0)
            {
                if (Marshal.GetLastPInvokeError() != Errno.EINTR)
                    throw NativeException.Last("read", "pipe");
            }

            return (int)read;
        }
    }
}
