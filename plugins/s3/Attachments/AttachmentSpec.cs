using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsiHost.Plugins.S3.Attachments;

/// <summary>
/// What is shared - one volume on one node, under one set of options and one identity - and which workload pods use which Mountpoint Pods for it.
/// </summary>
internal sealed record AttachmentSpec
{
    public string NodeName { get; set; } = "";

    public string PersistentVolumeName { get; set; } = "";

    [JsonPropertyName("volumeID")]
    public string VolumeId { get; set; } = "";

    /// <summary>The volume's mount options in their own order, joined by commas.</summary>
    public string MountOptions { get; set; } = "";

    /// <summary>As the volume's attribute says it, or <see cref="AuthenticationSources.Driver"/>.</summary>
    public string AuthenticationSource { get; set; } = "";

    /// <summary>The workload's fsGroup in decimal; empty for none.</summary>
    [JsonPropertyName("workloadFSGroup")]
    public string WorkloadFsGroup { get; set; } = "";

    /// <summary>This and the next two only where the workload's identity is used.</summary>
    public string? WorkloadNamespace { get; init; }

    public string? WorkloadServiceAccountName { get; init; }

    [JsonPropertyName("workloadServiceAccountIAMRoleARN")]
    public string? WorkloadServiceAccountIamRoleArn { get; init; }

    /// <summary>Workloads by the name of the Mountpoint Pod they use.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<WorkloadAttachment>> MountpointS3PodAttachments { get; init; } =
        new Dictionary<string, IReadOnlyList<WorkloadAttachment>>(StringComparer.Ordinal);

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Other { get; set; }

    /// <summary>The Mountpoint Pod that a workload uses; null when this object does not know the workload.</summary>
    public string? FindMountpointPod(string workloadPodUid)
    {
        foreach (var (pod, workloads) in MountpointS3PodAttachments)
        {
            foreach (var workload in workloads)
            {
                if (workload.WorkloadPodUid == workloadPodUid)
                    return pod;
            }
        }

        return null;
    }
}
