namespace CsiHost.TestKit.Time;

/// <summary>A timer of <see cref="ManualTimeProvider"/>.</summary>
internal sealed class ManualTimer(ManualTimeProvider provider, TimerCallback callback, object? state) : ITimer
{
    private bool _isDisposed;

    /// <summary>When it fires next; guarded by the provider's lock.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>What it was last set to; guarded by the provider's lock.</summary>
    public TimeSpan Delay { get; set; }

    public TimeSpan Period { get; set; }

    public void Fire() => callback(state);

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_isDisposed)
            return false;
        provider.Set(this, dueTime, period);
        return true;
    }

    public void Dispose()
    {
        _isDisposed = true;
        provider.Remove(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
