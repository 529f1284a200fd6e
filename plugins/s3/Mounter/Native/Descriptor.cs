using System.Runtime.InteropServices;

namespace CsiHost.Plugins.S3.Mounter.Native;

/// <summary>A file descriptor that closes once.</summary>
internal sealed class Descriptor(int number) : IDisposable
{
    private const int InterruptedError = 4;
    private const int TryAgainError = 11;
    private int _number = number;

    /// <summary>The number; -1 after <see cref="Dispose"/>.</summary>
    public int Number => _number;

    /// <summary>Wraps the result of a call that makes a descriptor.</summary>
    /// <exception cref="MounterException">The call failed.</exception>
    public static Descriptor From(int result, string operation) =>
        result >= 0 ? new Descriptor(result) : throw MounterException.LastError(operation);

    /// <summary>A pipe; both ends close on exec and the reading end does not block.</summary>
    public static unsafe (Descriptor Read, Descriptor Write) Pipe()
    {
        var ends = stackalloc int[2];
        if (Libc.Pipe(ends, Libc.CloseOnExec) != 0)
            throw MounterException.LastError("pipe");
        return (new Descriptor(ends[0]), new Descriptor(ends[1]));
    }

    /// <summary>Waits until one of the descriptors can be read or has ended.</summary>
    /// <param name="milliseconds">The limit; -1 for none.</param>
    /// <param name="numbers">Descriptors; negative ones are passed over.</param>
    /// <returns>For each whether it is ready; all false when the time is up.</returns>
    public static unsafe bool[] Wait(int milliseconds, params ReadOnlySpan<int> numbers)
    {
        var entries = stackalloc PollEntry[numbers.Length];
        for (var index = 0; index < numbers.Length; index++)
            entries[index] = new PollEntry { Descriptor = numbers[index], Events = Libc.ReadReady };
        var ready = new bool[numbers.Length];
        if (Libc.Poll(entries, (nuint)numbers.Length, milliseconds) < 0)
            return Marshal.GetLastPInvokeError() == InterruptedError ? ready : throw MounterException.LastError("poll");
        for (var index = 0; index < numbers.Length; index++)
            ready[index] = entries[index].Returned != 0;
        return ready;
    }

    /// <summary>Reads what is there; -1 when there is nothing now, 0 at the end.</summary>
    public unsafe int Read(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            var count = (int)Libc.Read(_number, start, (nuint)buffer.Length);
            return count < 0 && Marshal.GetLastPInvokeError() is not (InterruptedError or TryAgainError) ? 0 : count;
        }
    }

    /// <summary>Writes all of it, or as much as the other side takes.</summary>
    public static unsafe void WriteAll(int descriptor, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            nint count;
            fixed (byte* start = bytes)
                count = Libc.Write(descriptor, start, (nuint)bytes.Length);
            if (count <= 0)
            {
                if (count < 0 && Marshal.GetLastPInvokeError() == InterruptedError)
                    continue;
                return;
            }

            bytes = bytes[(int)count..];
        }
    }

    public void Dispose()
    {
        var number = Interlocked.Exchange(ref _number, -1);
        if (number >= 0)
            _ = Libc.Close(number);
    }
}
