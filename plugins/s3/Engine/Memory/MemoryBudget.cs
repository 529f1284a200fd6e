namespace CsiHost.S3Engine.Memory;

/// <summary>
/// The one bound on file data in memory. Everything that holds blocks asks here first. A demand (a read that a program waits for, bytes that a program
/// wrote) waits its turn; a speculation (prefetch) gets what is left above a reserve, or nothing. When a demand has to wait, the budget asks for memory
/// that is only kept in case it is needed, oldest first.
/// </summary>
internal sealed class MemoryBudget(long blocks, TimeProvider time)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(20);
    private readonly Lock _gate = new();
    private readonly Queue<Waiter> _waiters = new();
    private long _free = blocks;

    public long Total { get; } = blocks;

    /// <summary>What speculation leaves alone, so that demands seldom wait.</summary>
    public long Reserve { get; } = Math.Max(4, blocks / 8);

    public long Free => Volatile.Read(ref _free);

    public bool IsContended => Volatile.Read(ref _free) <= Reserve;

    /// <summary>Called when a demand has to wait; set once, before the first use.</summary>
    public Action<MemoryBudget>? Reclaim { get; set; }

    /// <summary>How many of the wanted blocks speculation may have now.</summary>
    public int Speculate(int wanted)
    {
        lock (_gate)
        {
            if (_waiters.Count > 0)
                return 0;
            var granted = (int)Math.Clamp(_free - Reserve, 0, wanted);
            _free -= granted;
            return granted;
        }
    }

    public bool TryDemand(int wanted)
    {
        lock (_gate)
        {
            if (_waiters.Count > 0 || _free < wanted)
                return false;
            _free -= wanted;
            return true;
        }
    }

    public async ValueTask DemandAsync(int wanted, CancellationToken cancellation)
    {
        if (TryDemand(wanted))
            return;
        var waiter = new Waiter(wanted);
        lock (_gate)
            _waiters.Enqueue(waiter);
        await using var registration = cancellation.UnsafeRegister(static (state, token) => ((Waiter)state!).Granted.TrySetCanceled(token), waiter);
        while (!waiter.Granted.Task.IsCompleted)
        {
            // What could not be given up a moment ago (a transfer was under way) may be by now.
            Reclaim?.Invoke(this);
            Serve();
            await Task.WhenAny(waiter.Granted.Task, Task.Delay(AskAgain, time, CancellationToken.None));
        }
        await waiter.Granted.Task;
    }

    public void Return(int count)
    {
        lock (_gate)
            _free += count;
        Serve();
    }

    private void Serve()
    {
        while (true)
        {
            Waiter? next;
            lock (_gate)
            {
                if (!_waiters.TryPeek(out next))
                    return;
                if (next.Granted.Task.IsCanceled)
                {
                    _waiters.Dequeue();
                    continue;
                }
                if (_free < next.Count)
                    return;
                _waiters.Dequeue();
                _free -= next.Count;
            }
            if (next.Granted.TrySetResult())
                continue;
            lock (_gate)
                _free += next.Count;
        }
    }

    private sealed class Waiter(int count)
    {
        public int Count => count;

        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
