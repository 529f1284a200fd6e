namespace CsiHost.Pipeline.Locks;

/// <summary>
/// The locks of one driver. A key has an entry only while somebody holds it, so nothing is left behind however many volumes come and go.
/// </summary>
internal sealed class LockTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>How many things are locked.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    /// <summary>Takes the lock unless somebody holds it in a way that excludes this one.</summary>
    public bool TryAcquire(LockKey key)
    {
        lock (_gate)
            return TryTake(key);
    }

    /// <summary>Takes the lock, in turn with others that wait. For locks that are held alone.</summary>
    public ValueTask AcquireAsync(LockKey key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return TryTake(key) ? ValueTask.CompletedTask : new ValueTask(WaitAsync(_entries[key.Thing], cancellationToken));
        }
    }

    public void Release(LockKey key)
    {
        lock (_gate)
        {
            var entry = _entries[key.Thing];
            if (--entry.Holders > 0)
                return;
            while (entry.Waiters.First is { } first)
            {
                entry.Waiters.RemoveFirst();
                if (!first.Value.TrySetResult())
                    continue;
                entry.Holders = 1;
                entry.IsShared = false;
                return;
            }
            _entries.Remove(key.Thing);
        }
    }

    private bool TryTake(LockKey key)
    {
        if (!_entries.TryGetValue(key.Thing, out var entry))
        {
            _entries.Add(key.Thing, new Entry { Holders = 1, IsShared = key.IsShared });
            return true;
        }
        if (!key.IsShared || !entry.IsShared || entry.Waiters.Count > 0)
            return false;
        entry.Holders++;
        return true;
    }

    private static async Task WaitAsync(Entry entry, CancellationToken cancellationToken)
    {
        // Release completes this under the gate, so what waits must not run there.
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        entry.Waiters.AddLast(turn);
        await using var registration = cancellationToken.UnsafeRegister(
            static (source, token) => ((TaskCompletionSource)source!).TrySetCanceled(token), turn);
        await turn.Task;
    }

    private sealed class Entry
    {
        public int Holders { get; set; }

        public bool IsShared { get; set; }

        /// <summary>Cancelled ones stay until their turn comes and are then passed over.</summary>
        public LinkedList<TaskCompletionSource> Waiters { get; } = [];
    }
}
