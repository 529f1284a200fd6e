using CsiHost.Plugins.S3.Controller.State;

namespace CsiHost.Plugins.S3.Controller.Execution;

/// <summary>
/// Slows down the replacement of Mountpoint Pods that end again and again: the first at once, then after 10 s, 20 s and so on up to five minutes. A
/// unit that kept its pod for long enough begins anew.
/// </summary>
internal sealed class ReplacementPace(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(15);
    private readonly Lock _gate = new();
    private readonly Dictionary<UnitKey, (int Count, long Last)> _replaced = [];

    /// <summary>How long to wait now.</summary>
    public TimeSpan Delay(UnitKey unit)
    {
        lock (_gate)
        {
            if (!_replaced.TryGetValue(unit, out var entry))
                return TimeSpan.Zero;
            var elapsed = time.GetElapsedTime(entry.Last);
            var pause = First * Math.Pow(2, Math.Min(entry.Count, 10) - 1);
            var left = (pause < Longest ? pause : Longest) - elapsed;
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public void Note(UnitKey unit)
    {
        lock (_gate)
        {
            var settled = _replaced.Where(entry => time.GetElapsedTime(entry.Value.Last) > Settled).Select(static entry => entry.Key).ToList();
            foreach (var old in settled)
                _replaced.Remove(old);
            _replaced[unit] = (_replaced.GetValueOrDefault(unit).Count + 1, time.GetTimestamp());
        }
    }
}
