namespace CsiHost.Telemetry.Export;

/// <summary>One line of values: an instrument with one set of labels. Safe for any number of writers and one reader.</summary>
internal sealed class MetricSeries(string labels, double[] bounds)
{
    private readonly long[] _buckets = new long[bounds.Length + 1];
    private double _value;

    /// <summary>As in <c>driver="a",rpc="b"</c>; empty without labels.</summary>
    public string Labels { get; } = labels;

    /// <summary>The collection that last set the value; series of observable instruments that were not set are gone.</summary>
    public long Generation { get; private set; }

    /// <summary>The value, or the sum of a histogram.</summary>
    public double Value => Volatile.Read(ref _value);

    public void Add(double amount)
    {
        var seen = Volatile.Read(ref _value);
        while (Interlocked.CompareExchange(ref _value, seen + amount, seen) is var current && !current.Equals(seen))
            seen = current;
    }

    public void Set(double value, long generation)
    {
        Volatile.Write(ref _value, value);
        Generation = generation;
    }

    public void Record(double value)
    {
        var index = 0;
        while (index < bounds.Length && value > bounds[index])
            index++;
        Interlocked.Increment(ref _buckets[index]);
        Add(value);
    }

    /// <summary>Counts up to each bound, the last without a bound.</summary>
    public long[] CumulativeCounts()
    {
        var counts = new long[_buckets.Length];
        var sum = 0L;
        for (var i = 0; i < counts.Length; i++)
            counts[i] = sum += Volatile.Read(ref _buckets[i]);
        return counts;
    }
}
