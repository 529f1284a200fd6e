namespace CsiHost.TestKit.Time;

/// <summary>
/// A clock that stands still until a test moves it. Timers and delays made from it fire while <see cref="Advance"/> runs, in the order of their
/// due times, each at its own time, so a test never sleeps. Code that waits is driven in one of two ways: <see cref="Advance"/> after
/// <see cref="WhenWaitingAsync(TimeSpan)"/> has seen the wait begin, or <see cref="AutoAdvance"/>, which lets every wait up to a limit pass at once.
/// </summary>
/// <param name="start">The first time; 2030-01-01 UTC by default.</param>
public sealed class ManualTimeProvider(DateTimeOffset? start = null) : TimeProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private readonly List<TimeSpan> _skipped = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _now = start ?? new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Waits up to this long end as soon as they begin, and the clock moves on by as much. Zero, the default, turns it off.</summary>
    public TimeSpan AutoAdvance { get; set; }

    /// <summary>The waits that <see cref="AutoAdvance"/> has let pass, in order.</summary>
    public IReadOnlyList<TimeSpan> Skipped
    {
        get
        {
            lock (_gate)
                return [.. _skipped];
        }
    }

    /// <summary>How many timers are set and will fire.</summary>
    public int ActiveTimers
    {
        get
        {
            lock (_gate)
                return CountActive();
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock and fires what becomes due, also what those callbacks set within the span.</summary>
    /// <param name="span">How far; not negative.</param>
    public void Advance(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + span);
    }

    /// <summary>Waits until the code under test has set so many timers, that is, until it waits for the clock.</summary>
    /// <param name="count">At least so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task WaitForTimersAsync(int count, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (CountActive() >= count)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Completes when some timer is set that was given this delay.</summary>
    /// <param name="delay">The delay as the code under test asked for it.</param>
    public Task WhenWaitingAsync(TimeSpan delay) => WhenWaitingAsync(given => given == delay);

    /// <summary>Completes when some timer is set that was given such a delay.</summary>
    /// <param name="delay">Says whether it is such a delay.</param>
    public async Task WhenWaitingAsync(Func<TimeSpan, bool> delay)
    {
        ArgumentNullException.ThrowIfNull(delay);
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_timers.Exists(timer => delay(timer.Delay)))
                    return;
                changed = _changed.Task;
            }

            // Real time: only a test that would hang for ever comes to the end of it.
            await changed.WaitAsync(Patience);
        }
    }

    internal void Set(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        var due = DateTimeOffset.MinValue;
        bool skip;
        lock (_gate)
        {
            _timers.Remove(timer);
            timer.Period = period;
            timer.Delay = dueTime;
            timer.DueAt = dueTime < TimeSpan.Zero ? null : due = _now + dueTime;
            if (timer.DueAt is not null)
                _timers.Add(timer);
            skip = dueTime > TimeSpan.Zero && dueTime <= AutoAdvance;
            if (skip)
                _skipped.Add(dueTime);
            Notify();
        }

        // Never within the call that set the timer: its caller may hold a lock that the callback wants.
        if (skip)
            ThreadPool.QueueUserWorkItem(_ => AdvanceTo(due));
        if (dueTime == TimeSpan.Zero)
            Advance(TimeSpan.Zero);
    }

    internal void Remove(ManualTimer timer)
    {
        lock (_gate)
            _timers.Remove(timer);
    }

    private int CountActive() => _timers.Count;

    private void AdvanceTo(DateTimeOffset end)
    {
        while (TakeDue(end) is { } timer)
            timer.Fire();
        lock (_gate)
            _now = end > _now ? end : _now;
    }

    private void Notify()
    {
        _changed.TrySetResult();
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var waiter in _waiters.Where(waiter => waiter.Count <= CountActive()).ToList())
        {
            _waiters.Remove(waiter);
            waiter.Reached.TrySetResult();
        }
    }

    private ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_gate)
        {
            var due = _timers.Where(timer => timer.DueAt <= end).MinBy(timer => timer.DueAt);
            if (due is null)
                return null;
            _now = due.DueAt!.Value > _now ? due.DueAt.Value : _now;
            due.DueAt = due.Period > TimeSpan.Zero ? due.DueAt + due.Period : null;
            if (due.DueAt is null)
                _timers.Remove(due);
            return due;
        }
    }
}
