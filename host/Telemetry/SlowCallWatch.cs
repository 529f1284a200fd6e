using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CsiHost.Telemetry;

/// <summary>
/// Warns about calls that run long, again and again until they end: a mount that hangs shows up while it hangs. One timer serves all
/// calls, and it stands still while there are none.
/// </summary>
internal sealed partial class SlowCallWatch : IDisposable
{
    /// <summary>Between two looks at the running calls.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<IWatchedCall, Warnings> _calls = new();
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TimeSpan _after;
    private readonly ITimer _timer;
    private int _isArmed;

    public SlowCallWatch(TimeProvider time, ILogger logger, TimeSpan after)
    {
        _time = time;
        _logger = logger;
        _after = after;
        _timer = time.CreateTimer(static watch => ((SlowCallWatch)watch!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Watched => _calls.Count;

    public void Add(IWatchedCall call)
    {
        _calls.TryAdd(call, new Warnings());
        Arm();
    }

    public void Remove(IWatchedCall call)
    {
        if (!_calls.TryRemove(call, out var warnings) || warnings.Count == 0)
            return;
        var seconds = Seconds(call);
        LogEnded(_logger, call.Driver, call.Rpc, call.Id, call.Subject, seconds);
    }

    public void Dispose() => _timer.Dispose();

    private void Arm()
    {
        if (Volatile.Read(ref _isArmed) == 0 && Interlocked.Exchange(ref _isArmed, 1) == 0)
            _timer.Change(Period, Period);
    }

    private void Look()
    {
        foreach (var (call, warnings) in _calls)
        {
            if (_time.GetElapsedTime(call.StartedAt) < _after * (warnings.Count + 1))
                continue;
            warnings.Count++;
            var seconds = Seconds(call);
            LogSlow(_logger, call.Driver, call.Rpc, call.Id, call.Subject, seconds);
        }
        if (!_calls.IsEmpty)
            return;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Volatile.Write(ref _isArmed, 0);
        // A call that came in between found the timer armed and left it alone.
        if (!_calls.IsEmpty)
            Arm();
    }

    private long Seconds(IWatchedCall call) => (long)_time.GetElapsedTime(call.StartedAt).TotalSeconds;

    private sealed class Warnings
    {
        public int Count { get; set; }
    }
}
