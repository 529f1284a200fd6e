namespace CsiHost.Mounts;

/// <summary>Calls by key of which one runs at a time: whoever asks while it runs shares its result. A finished call is never shared.</summary>
internal sealed class SharedCalls<TKey, TResult>
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Task<TResult>> _running = [];

    /// <summary>Joins the running call, or starts one.</summary>
    public Task<TResult> Join(TKey key, Func<Task<TResult>> start)
    {
        lock (_gate)
        {
            if (_running.TryGetValue(key, out var running) && !running.IsCompleted)
                return running;
            var call = start();
            _running[key] = call;
            call.ContinueWith(ended => Forget(key, ended), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return call;
        }
    }

    private void Forget(TKey key, Task<TResult> ended)
    {
        lock (_gate)
        {
            // The next call of this key may have begun before this ran.
            if (_running.TryGetValue(key, out var running) && running == ended)
                _running.Remove(key);
        }
    }
}
