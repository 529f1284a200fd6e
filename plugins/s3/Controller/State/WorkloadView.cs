using CsiHost.Plugins.S3.Controller.Objects;

namespace CsiHost.Plugins.S3.Controller.State;

/// <summary>A workload with its claims and its headroom pods, at one moment.</summary>
internal sealed record WorkloadView
{
    public required PodObject Pod { get; init; }

    /// <summary>Each volume once, however often the pod names it.</summary>
    public required IReadOnlyList<ClaimView> Claims { get; init; }

    public required IReadOnlyList<PodObject> HeadroomPods { get; init; }
}
