using System.Diagnostics.Metrics;
using CsiHost.Plugins.S3.Controller.Queue;
using CsiHost.Plugins.S3.Controller.State;

namespace CsiHost.Plugins.S3.Controller;

/// <summary>What the controller does, in figures. The meter is the host's, which gives one a name; so there is one of these a process.</summary>
internal sealed class ControllerMetrics
{
    private readonly Counter<long> _reconciliations;
    private readonly Histogram<double> _duration;

    public ControllerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("CsiHost.Plugins.S3.Controller");
        _reconciliations = meter.CreateCounter<long>("s3_controller_reconciliations", description: "Looks at a workload, a volume on a node or a headroom pod, by outcome.");
        _duration = meter.CreateHistogram<double>("s3_controller_reconciliation_duration", "s", "How long a look took, with its writes.");
        meter.CreateObservableGauge("s3_controller_queue_depth", () => Queue?.Depth ?? 0, description: "Keys that wait for a worker.");
        meter.CreateObservableGauge("s3_controller_leading", () => Queue is null ? 0 : 1, description: "1 on the replica that holds the lease.");
    }

    /// <summary>The leader's queue; null while another replica leads.</summary>
    public WorkQueue? Queue { get; set; }

    public void Count(WorkKind kind, string outcome, TimeSpan elapsed)
    {
        var (name, result) = (KeyValuePair.Create("kind", (object?)kind.ToString()), KeyValuePair.Create("outcome", (object?)outcome));
        _reconciliations.Add(1, name, result);
        _duration.Record(elapsed.TotalSeconds, name);
    }
}
