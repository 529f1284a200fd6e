namespace CsiHost.Telemetry.Export;

/// <summary>What stands under one HELP and TYPE.</summary>
internal sealed record MetricFamily
{
    public required string Name { get; init; }

    public required string Help { get; init; }

    public required MetricKind Kind { get; init; }

    public required double[] Bounds { get; init; }

    public required IReadOnlyList<MetricSeries> Series { get; init; }

    /// <summary>Instruments of one name but another kind cannot be shown together; the first kind wins.</summary>
    public static MetricFamily Of(IReadOnlyList<InstrumentData> instruments, long generation)
    {
        var first = instruments[0];
        return new MetricFamily
        {
            Name = first.Name,
            Help = first.Help,
            Kind = first.Kind,
            Bounds = first.Bounds,
            Series = [.. instruments
                .Where(data => data.Kind == first.Kind && data.Bounds.AsSpan().SequenceEqual(first.Bounds))
                .SelectMany(data => data.Series.Where(series => !data.IsObservable || series.Generation == generation))
                .DistinctBy(static series => series.Labels)
                .OrderBy(static series => series.Labels, StringComparer.Ordinal)],
        };
    }
}
