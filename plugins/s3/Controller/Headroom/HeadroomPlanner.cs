using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller.Objects;
using CsiHost.Plugins.S3.Controller.Planning;
using CsiHost.Plugins.S3.Controller.State;

namespace CsiHost.Plugins.S3.Controller.Headroom;

/// <summary>
/// Keeps room on a node for the Mountpoint Pods of a workload that asks for it: a pod of low priority for each volume stands where the workload
/// will be placed, and gives way to the Mountpoint Pod.
/// </summary>
internal static class HeadroomPlanner
{
    /// <summary>
    /// How long a gated workload waits for its claims. A claim that is bound only when its pod is scheduled would wait for the gate as the gate waits
    /// for it; such a volume goes without headroom.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <param name="view">The workload.</param>
    /// <param name="waitedFor">How long its claims have been seen to be open.</param>
    public static HeadroomPlan Plan(WorkloadView view, TimeSpan waitedFor)
    {
        var pod = view.Pod;
        if (!pod.WantsHeadroom)
            return HeadroomPlan.Nothing;
        var hasLeft = pod.IsTerminating || (pod.IsScheduled && !pod.IsPending);
        if (hasLeft || pod.IsSucceeded || pod.IsFailed)
            return Release(view);
        return pod.HeadroomGateIndex >= 0 && !pod.IsScheduled ? Reserve(view, waitedFor) : HeadroomPlan.Nothing;
    }

    /// <summary>Whether a headroom pod has nobody left to keep room for.</summary>
    public static bool IsStale(PodObject? workload) =>
        workload is null || workload.IsTerminating || workload.IsFailed || workload.IsSucceeded || (workload.IsScheduled && !workload.IsPending);

    private static HeadroomPlan Reserve(WorkloadView view, TimeSpan waitedFor)
    {
        var volumes = view.Claims.Select(static claim => claim.Volume).OfType<VolumeObject>().DistinctBy(static volume => volume.Name).ToList();
        var existing = view.HeadroomPods.Select(static pod => pod.Name).ToHashSet(StringComparer.Ordinal);
        var isOpen = view.Claims.Any(static claim => claim.IsOpen);
        var left = Patience - waitedFor;
        return new HeadroomPlan
        {
            AddLabel = volumes.Count > 0 && view.Pod.Metadata.Labels?.HeadroomForWorkload is null,
            Create = [.. volumes.Where(volume => !existing.Contains(PodNames.HeadroomPod(view.Pod.Uid, volume.Name)))],
            RemoveGate = !isOpen || left <= TimeSpan.Zero,
            LookAgain = isOpen && left > TimeSpan.Zero ? left : null,
        };
    }

    private static HeadroomPlan Release(WorkloadView view) => new()
    {
        Delete = [.. view.HeadroomPods.Where(static pod => !pod.IsTerminating).Select(static pod => new PodReference(pod.Name, pod.Uid))],
        RemoveLabel = !view.Pod.IsTerminating && view.Pod.Metadata.Labels?.HeadroomForWorkload is not null,
    };
}
