using System.Diagnostics.Metrics;

namespace CsiHost.Telemetry;

/// <summary>The instruments of CSI calls. Every measurement carries <c>driver</c> and <c>rpc</c>, finished calls also <c>code</c>.</summary>
internal sealed class CsiMetrics : IDisposable
{
    public const string MeterName = "CsiHost";
    public const string DurationName = "csihost_csi_call_duration_seconds";
    public const string InFlightName = "csihost_csi_calls_in_flight";
    public const string ErrorsName = "csihost_csi_call_errors_total";

    // From a cached answer to kubelet's patience of two minutes.
    private static readonly double[] Buckets =
        [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<long> _inFlight;
    private readonly Counter<long> _errors;

    public CsiMetrics(string? version = null)
    {
        Meter = new Meter(MeterName, version);
        _duration = Meter.CreateHistogram(
            DurationName, "s", "Time from the first step to the answer.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets });
        _inFlight = Meter.CreateUpDownCounter<long>(InFlightName, "{call}", "Calls that are running.");
        _errors = Meter.CreateCounter<long>(ErrorsName, "{call}", "Calls that did not end in OK.");
    }

    public Meter Meter { get; }

    /// <summary>The meter of one method; ask once and keep it.</summary>
    public MethodMetrics ForMethod(string driver, string rpc) => new(_duration, _inFlight, _errors, driver, rpc);

    public void Dispose() => Meter.Dispose();
}
