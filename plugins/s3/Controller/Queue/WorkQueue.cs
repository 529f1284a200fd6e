using CsiHost.Plugins.S3.Controller.State;

namespace CsiHost.Plugins.S3.Controller.Queue;

/// <summary>
/// Keys to be worked on. A key is in it once, however often it is added; a key that is added while it is worked on comes again afterwards, never at the
/// same time. What failed comes again after a pause that grows, and all that failed together not faster than a limit.
/// </summary>
internal sealed class WorkQueue : IWorkSink, IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly RetryLimiter _limiter;
    private readonly ITimer _timer;
    private readonly Queue<WorkKey> _ready = [];
    private readonly HashSet<WorkKey> _waiting = [];
    private readonly HashSet<WorkKey> _running = [];
    private readonly Dictionary<WorkKey, long> _due = [];
    private readonly PriorityQueue<WorkKey, long> _delayed = new();
    private readonly SemaphoreSlim _available = new(0);

    public WorkQueue(TimeProvider time)
    {
        _time = time;
        _limiter = new RetryLimiter(time);
        _timer = time.CreateTimer(_ => AddDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Keys that wait for a worker.</summary>
    public int Depth
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>Whether nothing waits and nothing is worked on; keys that wait for their time do not count.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
                return _waiting.Count == 0 && _running.Count == 0;
        }
    }

    public void Add(WorkKey key)
    {
        lock (_gate)
        {
            if (!_waiting.Add(key) || _running.Contains(key))
                return;
            _ready.Enqueue(key);
        }

        _available.Release();
    }

    /// <summary>Adds a key later; the earliest of several times counts.</summary>
    public void AddAfter(WorkKey key, TimeSpan delay)
    {
        lock (_gate)
        {
            var due = _time.GetTimestamp() + (long)(delay.TotalSeconds * _time.TimestampFrequency);
            if (_due.TryGetValue(key, out var known) && known <= due)
                return;
            _due[key] = due;
            _delayed.Enqueue(key, due);
            SetTimer();
        }
    }

    /// <summary>Adds a key again whose work failed.</summary>
    public void Retry(WorkKey key) => AddAfter(key, _limiter.Next(key));

    /// <summary>Says that a key's work was done, so that its next failure counts as the first.</summary>
    public void Forget(WorkKey key) => _limiter.Forget(key);

    /// <summary>Takes the next key; <see cref="Done"/> gives it back.</summary>
    public async ValueTask<WorkKey> TakeAsync(CancellationToken cancellationToken)
    {
        await _available.WaitAsync(cancellationToken);
        lock (_gate)
        {
            var key = _ready.Dequeue();
            _waiting.Remove(key);
            _running.Add(key);
            return key;
        }
    }

    public void Done(WorkKey key)
    {
        lock (_gate)
        {
            _running.Remove(key);
            if (!_waiting.Contains(key))
                return;
            _ready.Enqueue(key);
        }

        _available.Release();
    }

    public void Dispose()
    {
        _timer.Dispose();
        _available.Dispose();
    }

    private void AddDue()
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            while (_delayed.TryPeek(out var key, out var at) && at <= now)
            {
                _delayed.Dequeue();
                if (_due.TryGetValue(key, out var wanted) && wanted == at && _due.Remove(key))
                    Add(key);
            }

            SetTimer();
        }
    }

    private void SetTimer()
    {
        if (!_delayed.TryPeek(out _, out var at))
            return;
        var ticks = Math.Max(0, at - _time.GetTimestamp());

        // Rounded up: a timer that fires too early would find nothing due.
        var wait = TimeSpan.FromTicks((long)Math.Ceiling(ticks * (double)TimeSpan.TicksPerSecond / _time.TimestampFrequency));
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
