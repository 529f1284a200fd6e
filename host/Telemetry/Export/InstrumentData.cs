using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CsiHost.Telemetry.Export;

/// <summary>All series of one instrument. Their number is bounded: what comes beyond shares one series with the label <c>overflow="true"</c>.</summary>
internal sealed class InstrumentData
{
    public const int MaxSeries = 1000;

    private static readonly double[] DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], MetricSeries> _byTags = new(TagComparer.Instance);
    private readonly ConcurrentDictionary<string, MetricSeries> _byLabels = new(StringComparer.Ordinal);
    private readonly KeyValuePair<string, object?>[] _ownTags;
    private readonly bool _isAdded;

    public InstrumentData(Instrument instrument)
    {
        Kind = KindOf(instrument);
        Name = MetricName.Of(instrument.Name, instrument.Unit, Kind);
        Help = instrument.Description ?? "";
        Bounds = Kind == MetricKind.Histogram ? BoundsOf(instrument) : [];
        IsObservable = instrument.IsObservable;
        // Observable instruments and gauges say what the value is; the others say by how much it changed.
        _isAdded = !IsObservable && !IsGenericType(instrument, typeof(Gauge<>));
        _ownTags = MetricName.TagsOf(instrument.Meter.Name);
    }

    public string Name { get; }

    public string Help { get; }

    public MetricKind Kind { get; }

    public double[] Bounds { get; }

    public bool IsObservable { get; }

    public IEnumerable<MetricSeries> Series => _byLabels.Values;

    public void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, long generation)
    {
        if (!_byTags.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>().TryGetValue(tags, out var series))
            series = Find(tags);
        if (Kind == MetricKind.Histogram)
            series.Record(value);
        else if (_isAdded)
            series.Add(value);
        else
            series.Set(value, generation);
    }

    private MetricSeries Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        // Tags in another order are the same series; only known orders are remembered, and only while there is room.
        var labels = MetricLabels.Write(_ownTags, tags);
        if (!_byLabels.TryGetValue(labels, out var series) && _byLabels.Count >= MaxSeries)
            return _byLabels.GetOrAdd("overflow=\"true\"", static (key, bounds) => new MetricSeries(key, bounds), Bounds);
        series ??= _byLabels.GetOrAdd(labels, static (key, bounds) => new MetricSeries(key, bounds), Bounds);
        if (_byTags.Count < 2 * MaxSeries)
            _byTags.TryAdd(tags.ToArray(), series);
        return series;
    }

    private static MetricKind KindOf(Instrument instrument) =>
        IsGenericType(instrument, typeof(Histogram<>)) ? MetricKind.Histogram
        : IsGenericType(instrument, typeof(Counter<>)) || IsGenericType(instrument, typeof(ObservableCounter<>)) ? MetricKind.Counter
        : MetricKind.Gauge;

    private static bool IsGenericType(Instrument instrument, Type definition) =>
        instrument.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == definition;

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(static bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(static bound => (double)bound)],
        _ => DefaultBounds,
    };
}
