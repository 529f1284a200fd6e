using System.ComponentModel.DataAnnotations;

namespace CsiHost.Plugins.S3.Controller;

/// <summary>The section <c>Plugins:aws-s3:Controller</c>. The command <c>aws-s3-csi-controller</c> fills it from the flags and environment of the binary it replaces.</summary>
internal sealed class S3ControllerOptions : IValidatableObject
{
    /// <summary>Whether this process is a controller.</summary>
    public bool Enabled { get; set; }

    /// <summary>Where Mountpoint Pods are made. Pods in it are never workloads.</summary>
    public string MountpointNamespace { get; set; } = "mount-s3";

    /// <summary>The version of mount-s3 in the image, as a label of the pods.</summary>
    public string MountpointVersion { get; set; } = "";

    public string MountpointImage { get; set; } = "";

    public string ImagePullPolicy { get; set; } = "";

    public string ContainerCommand { get; set; } = "/bin/aws-s3-csi-mounter";

    public string PriorityClass { get; set; } = "";

    /// <summary>With <see cref="HeadroomPriorityClass"/> turns headroom pods on.</summary>
    public string PreemptingPriorityClass { get; set; } = "";

    public string HeadroomPriorityClass { get; set; } = "";

    public string HeadroomImage { get; set; } = "";

    /// <summary>Further labels of Mountpoint Pods: a JSON object.</summary>
    public string PodLabels { get; set; } = "";

    /// <summary>Further labels of headroom pods: a JSON object.</summary>
    public string HeadroomPodLabels { get; set; } = "";

    /// <summary>The namespace of the Lease; empty for the pod's own.</summary>
    public string LeaseNamespace { get; set; } = "";

    public string LeaseName { get; set; } = "aws-s3-csi-controller";

    /// <summary>How many volumes on nodes are worked on at the same time.</summary>
    [Range(1, 64)]
    public int Workers { get; set; } = 8;

    /// <summary>Whether events are written about workload pods; the official chart does not grant it.</summary>
    public bool Events { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Enabled)
            yield break;
        if (MountpointNamespace.Length == 0)
            yield return new ValidationResult("it must name the namespace of Mountpoint Pods (environment MOUNTPOINT_NAMESPACE)", [nameof(MountpointNamespace)]);
        if (MountpointImage.Length == 0)
            yield return new ValidationResult("it must name the image of Mountpoint Pods (environment MOUNTPOINT_IMAGE)", [nameof(MountpointImage)]);
        if (PreemptingPriorityClass.Length > 0 && HeadroomPriorityClass.Length > 0 && HeadroomImage.Length == 0)
            yield return new ValidationResult("headroom is on, so it must name the image of headroom pods (environment MOUNTPOINT_HEADROOM_IMAGE)", [nameof(HeadroomImage)]);
    }
}
