using System.Diagnostics.Metrics;

namespace CsiHost.Telemetry;

/// <summary>Measures one method of one driver. The tags of each code are made once, so that a call allocates nothing here.</summary>
internal sealed class MethodMetrics(
    Histogram<double> duration, UpDownCounter<long> inFlight, Counter<long> errors, string driver, string rpc)
{
    private const int Codes = 17;

    private readonly KeyValuePair<string, object?>[] _tags = [new("driver", driver), new("rpc", rpc)];
    private readonly KeyValuePair<string, object?>[]?[] _tagsOfCode = new KeyValuePair<string, object?>[Codes][];

    public void Begin() => inFlight.Add(1, _tags);

    /// <summary>Ends what <see cref="Begin"/> began.</summary>
    /// <param name="code">The status code's number; 0 is OK.</param>
    /// <param name="name">The code's name.</param>
    /// <param name="elapsed">How long the call took.</param>
    public void End(int code, string name, TimeSpan elapsed)
    {
        inFlight.Add(-1, _tags);
        if (!duration.Enabled && (code == 0 || !errors.Enabled))
            return;
        var tags = _tagsOfCode[code] ??= [.. _tags, new("code", name)];
        duration.Record(elapsed.TotalSeconds, tags);
        if (code != 0)
            errors.Add(1, tags);
    }
}
