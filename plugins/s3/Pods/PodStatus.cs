namespace CsiHost.Plugins.S3.Pods;

/// <summary>A pod's status.</summary>
internal sealed record PodStatus
{
    public string Phase { get; init; } = "";

    public IReadOnlyList<PodCondition>? Conditions { get; init; }

    public IReadOnlyList<PodContainerStatus>? ContainerStatuses { get; init; }

    /// <summary>Whether the scheduler found no room.</summary>
    public bool IsUnschedulable => Phase == "Pending"
        && Conditions?.Any(static condition => condition is { Type: "PodScheduled", Status: "False", Reason: "Unschedulable" }) is true;

    /// <summary>Why a container does not start, for example <c>ImagePullBackOff: ...</c>; empty when nothing is known.</summary>
    public string WaitingReason => ContainerStatuses?.Select(static container => container.State?.Waiting)
        .Where(static waiting => waiting is { Reason.Length: > 0 })
        .Select(static waiting => waiting!.Message.Length > 0 ? $"{waiting.Reason}: {waiting.Message}" : waiting.Reason)
        .FirstOrDefault() ?? "";
}
