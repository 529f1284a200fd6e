using CsiHost.Plugins.S3.Controller.Objects;
using CsiHost.Plugins.S3.Controller.Planning;

namespace CsiHost.Plugins.S3.Controller.Headroom;

/// <summary>What is to be done for a workload that asks for headroom. Carried out in the order of the members.</summary>
internal sealed record HeadroomPlan
{
    public static HeadroomPlan Nothing { get; } = new();

    /// <summary>Whether the workload gets the label that its headroom pods look for.</summary>
    public bool AddLabel { get; init; }

    /// <summary>Volumes that a headroom pod is made for.</summary>
    public IReadOnlyList<VolumeObject> Create { get; init; } = [];

    public IReadOnlyList<PodReference> Delete { get; init; } = [];

    /// <summary>Whether the workload may be scheduled now.</summary>
    public bool RemoveGate { get; init; }

    public bool RemoveLabel { get; init; }

    public TimeSpan? LookAgain { get; init; }
}
