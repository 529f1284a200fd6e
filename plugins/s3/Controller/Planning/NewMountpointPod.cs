using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller.Objects;

namespace CsiHost.Plugins.S3.Controller.Planning;

/// <summary>A Mountpoint Pod that has to be made.</summary>
internal sealed record NewMountpointPod
{
    public required VolumeObject Volume { get; init; }

    public required string NodeName { get; init; }

    /// <summary>Whether it takes the priority class that may push others aside, which workloads with headroom get.</summary>
    public required bool Preempting { get; init; }

    /// <summary>Whether it takes the place of one that ended under its workloads.</summary>
    public required bool IsReplacement { get; init; }

    public required IReadOnlyList<WorkloadAttachment> Workloads { get; init; }
}
