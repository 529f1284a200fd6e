namespace CsiHost.Plugins.S3.Attachments;

/// <summary>Labels, annotations and the scheduling gate by which controller, nodes and operators mark pods.</summary>
internal static class PodKeys
{
    /// <summary>Keys that begin so are the driver's own; nobody else may set them on its pods.</summary>
    public const string Prefix = "s3.csi.aws.com/";

    /// <summary>Label: the version of mount-s3 in a Mountpoint Pod.</summary>
    public const string MountpointVersion = Prefix + "mountpoint-version";

    /// <summary>Label: the version of the driver that made a Mountpoint Pod.</summary>
    public const string MountedByDriverVersion = Prefix + "mounted-by-csi-driver-version";

    /// <summary>Label of an attachment object: the version of the driver that made it.</summary>
    public const string CreatedByDriverVersion = Prefix + "created-by-csi-driver-version";

    /// <summary>Annotation of a Mountpoint Pod (a label on pods of driver 2.0): the persistent volume's name.</summary>
    public const string VolumeName = Prefix + "volume-name";

    /// <summary>Annotation of a Mountpoint Pod (a label on pods of driver 2.0): the volume handle.</summary>
    public const string VolumeId = Prefix + "volume-id";

    /// <summary>Annotation: nobody uses the Mountpoint Pod any more, so its node unmounts it. Only the exact value <see cref="True"/> counts.</summary>
    public const string NeedsUnmount = Prefix + "needs-unmount";

    /// <summary>Annotation that operators set: no further workload may be given to the Mountpoint Pod.</summary>
    public const string NoNewWorkload = Prefix + "no-new-workload";

    public const string True = "true";

    /// <summary>Tells the cluster autoscaler that a Mountpoint Pod need not be moved elsewhere.</summary>
    public const string AutoscalerDaemonSetPod = "cluster-autoscaler.kubernetes.io/daemonset-pod";

    /// <summary>Scheduling gate by which a workload asks for room to be kept for its Mountpoint Pods.</summary>
    public const string HeadroomGate = Prefix + "reserve-headroom-for-mppod";

    /// <summary>Label of a workload whose headroom is reserved; its value is the pod's uid.</summary>
    public const string HeadroomForWorkload = Prefix + "headroom-for-workload";

    /// <summary>Labels of a headroom pod.</summary>
    public const string HeadroomForPod = Prefix + "headroom-for-pod";

    public const string HeadroomForVolume = Prefix + "headroom-for-volume";

    /// <summary>Label of the claim of a local cache that a Mountpoint Pod brings along.</summary>
    public const string CacheType = Prefix + "type";

    public const string LocalEphemeralCache = "local-ephemeral-cache";

    /// <summary>Annotation of a service account: the role that its pods assume.</summary>
    public const string RoleArn = "eks.amazonaws.com/role-arn";
}
