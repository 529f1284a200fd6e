namespace CsiHost.Telemetry.Export;

/// <summary>The Prometheus type of an instrument.</summary>
internal enum MetricKind
{
    Counter = 0,
    Gauge = 1,
    Histogram = 2,
}
