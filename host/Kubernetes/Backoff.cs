namespace CsiHost.Kubernetes;

/// <summary>
/// Growing delays between attempts, all within first and last. Each is drawn from the upper half of its step, so clients that failed
/// together do not come back together.
/// </summary>
internal sealed class Backoff(TimeSpan first, TimeSpan last)
{
    private TimeSpan _step = 2 * first;

    public Backoff()
        : this(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30))
    {
    }

    public TimeSpan Next()
    {
        var delay = _step * (0.5 + (Random.Shared.NextDouble() / 2));
        _step = _step * 2 < last ? _step * 2 : last;
        return delay;
    }

    /// <summary>The next delay, or as long as the server asked for if that is longer.</summary>
    public TimeSpan Next(TimeSpan? retryAfter)
    {
        var delay = Next();
        return retryAfter > delay ? retryAfter.Value : delay;
    }

    public void Reset() => _step = 2 * first;
}
