namespace CsiHost.StandIns;

/// <summary>
/// Time that moves only when a test says so. Code under test that waits is driven in one of two ways: <see cref="Advance"/> after
/// <see cref="WhenWaitingAsync"/> has seen the wait begin, or <see cref="AutoAdvance"/>, which lets every wait up to a limit pass at once.
/// </summary>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<TimeSpan> _skipped = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _now = start;

    public ManualTimeProvider()
        : this(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Waits up to this long end as soon as they begin, and the clock moves on by as much. Zero turns it off.</summary>
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

    /// <summary>How many timers are running.</summary>
    public int ActiveTimers
    {
        get
        {
            lock (_gate)
                return _timers.Count;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock and runs what falls due on the way, each at its own time, before it returns.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + by);
    }

    /// <summary>Completes when some timer runs that was set to a delay of this length.</summary>
    public Task WhenWaitingAsync(TimeSpan delay) => WhenWaitingAsync(set => set == delay);

    /// <summary>Completes when some timer runs that was set to such a delay.</summary>
    public async Task WhenWaitingAsync(Func<TimeSpan, bool> delay)
    {
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

    internal bool Schedule(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        var due = DateTimeOffset.MinValue;
        bool skip;
        lock (_gate)
        {
            _timers.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            timer.Delay = dueTime;
            timer.Due = due = _now + dueTime;
            timer.Period = period;
            _timers.Add(timer);
            skip = dueTime <= AutoAdvance || dueTime == TimeSpan.Zero;
            if (skip && dueTime > TimeSpan.Zero)
                _skipped.Add(dueTime);
            _changed.TrySetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (skip)
            ThreadPool.QueueUserWorkItem(_ => AdvanceTo(due));
        return true;
    }

    internal void Remove(ManualTimer timer)
    {
        lock (_gate)
            _timers.Remove(timer);
    }

    private void AdvanceTo(DateTimeOffset target)
    {
        while (TakeDue(target) is { } timer)
            timer.Fire();
    }

    private ManualTimer? TakeDue(DateTimeOffset target)
    {
        lock (_gate)
        {
            var next = _timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due);
            var moment = next?.Due ?? target;
            _now = moment > _now ? moment : _now;
            if (next is null)
                return null;
            if (next.Period > TimeSpan.Zero)
                next.Due += next.Period;
            else
                _timers.Remove(next);
            return next;
        }
    }
}
