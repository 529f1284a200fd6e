using CsiHost.Plugins.S3.Controller.State;

namespace CsiHost.Plugins.S3.Controller.Execution;

/// <summary>For how long things have been seen to be absent, by a clock that nobody sets. A key holds only what is absent now, so nothing is left behind.</summary>
internal sealed class Absences(TimeProvider time)
{
    private static readonly IReadOnlyDictionary<string, TimeSpan> None = new Dictionary<string, TimeSpan>();
    private readonly Lock _gate = new();
    private readonly Dictionary<WorkKey, Dictionary<string, long>> _since = [];

    /// <summary>Notes what is absent now; everything else of the key is forgotten.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Note(WorkKey key, IReadOnlySet<string> absent)
    {
        var now = time.GetTimestamp();
        lock (_gate)
        {
            var before = _since.GetValueOrDefault(key);
            _since.Remove(key);
            if (absent.Count == 0)
                return None;
            var since = absent.ToDictionary(static id => id, id => before is not null && before.TryGetValue(id, out var then) ? then : now, StringComparer.Ordinal);
            _since[key] = since;
            return since.ToDictionary(static entry => entry.Key, entry => time.GetElapsedTime(entry.Value, now), StringComparer.Ordinal);
        }
    }
}
