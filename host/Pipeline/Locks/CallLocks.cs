using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Errors;

namespace CsiHost.Pipeline.Locks;

/// <summary>The locks of one call: those the host takes before the backend is asked, and those the backend adds.</summary>
internal sealed class CallLocks(LockTable table) : ILockScope, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LockKey> _held = new(StringComparer.Ordinal);
    private bool _ended;

    /// <summary>Takes a lock of the host or fails with ABORTED.</summary>
    public void Acquire(LockKey key)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            if (_held.ContainsKey(key.Thing))
                return;
            if (!table.TryAcquire(key))
                throw CsiErrors.OperationPending(key.ToString());
            _held.Add(key.Thing, key);
        }
    }

    public void Acquire(string key) => Acquire(PluginKey(key));

    public async ValueTask AcquireAsync(string key, CancellationToken cancellationToken)
    {
        var wanted = PluginKey(key);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            if (_held.ContainsKey(wanted.Thing))
                return;
        }
        await table.AcquireAsync(wanted, cancellationToken);
        lock (_gate)
        {
            // The call may have ended while a task it left behind was waiting; nobody would release the lock then.
            if (!_ended && _held.TryAdd(wanted.Thing, wanted))
                return;
        }
        table.Release(wanted);
        ObjectDisposedException.ThrowIf(_ended, this);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            foreach (var key in _held.Values)
                table.Release(key);
            _held.Clear();
        }
    }

    private static LockKey PluginKey(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new LockKey(LockKind.Plugin, key);
    }
}
