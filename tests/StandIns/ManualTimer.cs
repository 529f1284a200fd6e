namespace CsiHost.StandIns;

internal sealed class ManualTimer(ManualTimeProvider clock, Action callback) : ITimer
{
    /// <summary>What the timer was last set to.</summary>
    public TimeSpan Delay { get; set; }

    public DateTimeOffset Due { get; set; }

    public TimeSpan Period { get; set; }

    public void Fire() => callback();

    public bool Change(TimeSpan dueTime, TimeSpan period) => clock.Schedule(this, dueTime, period);

    public void Dispose() => clock.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
