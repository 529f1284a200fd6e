using CsiHost.Plugins.S3.Attachments;

namespace CsiHost.Plugins.S3.Pods;

/// <summary>What this node sees of the cluster: its Mountpoint Pods and the attachments that name them, kept up to date by watches.</summary>
internal sealed class ClusterView
{
    public ObjectCache<MountpointPod> Pods { get; } = new(static pod => pod.Name);

    public ObjectCache<MountpointS3PodAttachment> Attachments { get; } = new(static attachment => attachment.Metadata.Name ?? "");

    /// <summary>Whether the watches run; false outside a cluster.</summary>
    public bool IsWatching { get; set; }

    /// <summary>The Kubernetes version, for the user agent; empty when it is not known.</summary>
    public string Version { get; set; } = "";

    public bool IsOpenShift { get; set; }

    /// <summary>This node's name.</summary>
    public string NodeName { get; set; } = "";

    /// <summary>Called with each pod that is new or changed.</summary>
    public Action<MountpointPod> OnPod { get; set; } = static _ => { };
}
