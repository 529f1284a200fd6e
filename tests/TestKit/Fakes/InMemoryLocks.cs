using System.Collections.Concurrent;
using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Errors;

namespace CsiHost.TestKit.Fakes;

/// <summary>Named locks that several calls share: make one, and one scope a call.</summary>
public sealed class InMemoryLocks
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _locks = new(StringComparer.Ordinal);

    /// <summary>Begins a call's scope; disposing it releases what it took.</summary>
    public Scope Begin() => new(this);

    /// <summary>The locks of one call.</summary>
    public sealed class Scope : ILockScope, IDisposable
    {
        private readonly InMemoryLocks _owner;
        private readonly HashSet<string> _held = new(StringComparer.Ordinal);

        internal Scope(InMemoryLocks owner) => _owner = owner;

        /// <inheritdoc/>
        public void Acquire(string key)
        {
            if (_held.Contains(key))
                return;
            if (!_owner.Find(key).Wait(0))
                throw CsiErrors.OperationPending(key);
            _held.Add(key);
        }

        /// <inheritdoc/>
        public async ValueTask AcquireAsync(string key, CancellationToken cancellationToken)
        {
            if (_held.Contains(key))
                return;
            await _owner.Find(key).WaitAsync(cancellationToken);
            _held.Add(key);
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            foreach (var key in _held)
                _owner.Find(key).Release();
            _held.Clear();
        }
    }

    private SemaphoreSlim Find(string key) => _locks.GetOrAdd(key, static _ => new SemaphoreSlim(1, 1));
}
