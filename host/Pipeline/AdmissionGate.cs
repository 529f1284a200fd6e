using CsiHost.Abstractions.Errors;

namespace CsiHost.Pipeline;

/// <summary>Counts the calls of one driver, bounds them, and waits for the last one when the host stops.</summary>
internal sealed class AdmissionGate(string driver, int limit)
{
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stopping;
    private int _running;

    /// <summary>How many calls run; light ones are not counted.</summary>
    public int Running => Volatile.Read(ref _running);

    public void ThrowIfStopping()
    {
        if (_stopping)
            throw new CsiException(CsiErrorKind.Unavailable, $"driver {driver} is stopping; try again");
    }

    public void Enter()
    {
        // Counted before the flag is read, so that StopAsync either sees the call or the call sees the flag.
        var running = Interlocked.Increment(ref _running);
        if (!_stopping && (limit == 0 || running <= limit))
            return;
        Leave();
        ThrowIfStopping();
        throw new CsiException(
            CsiErrorKind.OperationPending, $"driver {driver} runs {limit} calls already, which is its limit; try again");
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _running) == 0 && _stopping)
            _idle.TrySetResult();
    }

    /// <summary>Refuses new calls from now on. The task ends with the last running call; the caller bounds the wait.</summary>
    public Task StopAsync()
    {
        _stopping = true;
        Interlocked.MemoryBarrier();
        if (Running == 0)
            _idle.TrySetResult();
        return _idle.Task;
    }
}
