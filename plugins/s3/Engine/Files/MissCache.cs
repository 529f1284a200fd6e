using CsiHost.S3Engine.Hosting;

namespace CsiHost.S3Engine.Files;

/// <summary>
/// Names that were asked for in vain. With a lifetime they are believed that long; without one, a miss serves once, for the create that the same system
/// call makes next.
/// </summary>
internal sealed class MissCache(CacheLifetime lifetime, TimeProvider time)
{
    private const int Most = 100_000;
    public static readonly TimeSpan Once = TimeSpan.FromMilliseconds(25);
    private readonly Lock _gate = new();
    private readonly Dictionary<(ulong Parent, string Name), long> _misses = [];
    private readonly Queue<((ulong, string) Key, long At)> _order = new();

    public void Add(ulong parent, string name)
    {
        var now = time.GetTimestamp();
        lock (_gate)
        {
            _misses[(parent, name)] = now;
            _order.Enqueue(((parent, name), now));
            var kept = lifetime.Span ?? Once;
            while (_order.TryPeek(out var oldest) && (_order.Count > Most || time.GetElapsedTime(oldest.At, now) > kept))
            {
                _order.Dequeue();
                if (_misses.TryGetValue(oldest.Key, out var at) && at == oldest.At)
                    _misses.Remove(oldest.Key);
            }
        }
    }

    /// <summary>True: the name is known not to exist.</summary>
    public bool Contains(ulong parent, string name)
    {
        if (lifetime.Span is not { } span)
            return false;
        lock (_gate)
            return _misses.TryGetValue((parent, name), out var at) && time.GetElapsedTime(at) < span;
    }

    /// <summary>True, once, when the name was missed a moment ago.</summary>
    public bool TakeRecent(ulong parent, string name)
    {
        lock (_gate)
            return _misses.Remove((parent, name), out var at) && time.GetElapsedTime(at) < Once;
    }

    public void Remove(ulong parent, string name)
    {
        lock (_gate)
            _misses.Remove((parent, name));
    }
}
