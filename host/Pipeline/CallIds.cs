using System.Globalization;

namespace CsiHost.Pipeline;

/// <summary>Gives out call ids: short, and unique in the process when one source serves all drivers.</summary>
internal sealed class CallIds
{
    private int _last;

    public string Next() => Interlocked.Increment(ref _last).ToString("x8", CultureInfo.InvariantCulture);
}
