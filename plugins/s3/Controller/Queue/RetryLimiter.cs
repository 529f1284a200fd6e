using CsiHost.Plugins.S3.Controller.State;

namespace CsiHost.Plugins.S3.Controller.Queue;

/// <summary>
/// When failed work is repeated: each key after 5 ms, doubling up to five minutes, and all keys together ten a second with a hundred to begin with.
/// Changes of the cluster do not wait for any of this.
/// </summary>
internal sealed class RetryLimiter(TimeProvider time)
{
    private const double Burst = 100;
    private const double PerSecond = 10;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private readonly Lock _gate = new();
    private readonly Dictionary<WorkKey, int> _failures = [];
    private double _tokens = Burst;
    private long _filled = time.GetTimestamp();

    public TimeSpan Next(WorkKey key)
    {
        lock (_gate)
        {
            var failures = _failures.GetValueOrDefault(key);
            _failures[key] = failures + 1;
            var own = First * Math.Pow(2, Math.Min(failures, 20));
            var shared = TakeToken();
            return (own < Longest ? own : Longest) is var pause && pause > shared ? pause : shared;
        }
    }

    public void Forget(WorkKey key)
    {
        lock (_gate)
            _failures.Remove(key);
    }

    /// <summary>Takes a token, ahead of time if there is none; the answer is how far ahead.</summary>
    private TimeSpan TakeToken()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(Burst, _tokens + (time.GetElapsedTime(_filled, now).TotalSeconds * PerSecond)) - 1;
        _filled = now;
        return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / PerSecond);
    }
}
