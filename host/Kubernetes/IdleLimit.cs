namespace CsiHost.Kubernetes;

/// <summary>Cancels when nothing moves for a while. It runs only between <see cref="Restart"/> and <see cref="Stop"/>.</summary>
internal sealed class IdleLimit : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _idle;
    private readonly CancellationTokenSource _linked;

    public IdleLimit(TimeSpan limit, TimeProvider clock, CancellationToken caller)
    {
        _limit = limit;
        _caller = caller;
        _idle = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_idle.Token, caller);
    }

    public CancellationToken Token => _linked.Token;

    /// <summary>Whether it was this limit, and not the caller, that cancelled.</summary>
    public bool Expired => _idle.IsCancellationRequested && !_caller.IsCancellationRequested;

    public void Restart() => _idle.CancelAfter(_limit);

    public void Stop() => _idle.CancelAfter(Timeout.InfiniteTimeSpan);

    public TimeoutException ToException() => new($"nothing was received for {_limit.TotalSeconds:0} s");

    public void Dispose()
    {
        _linked.Dispose();
        _idle.Dispose();
    }
}
