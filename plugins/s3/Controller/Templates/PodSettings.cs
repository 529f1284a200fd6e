namespace CsiHost.Plugins.S3.Controller.Templates;

/// <summary>What all pods that the controller makes have in common.</summary>
internal sealed record PodSettings
{
    public required string Namespace { get; init; }

    public required string DriverVersion { get; init; }

    public string MountpointVersion { get; init; } = "";

    public string Image { get; init; } = "";

    public string ImagePullPolicy { get; init; } = "";

    public string ContainerCommand { get; init; } = "/bin/aws-s3-csi-mounter";

    public string PriorityClass { get; init; } = "";

    public string PreemptingPriorityClass { get; init; } = "";

    public string HeadroomPriorityClass { get; init; } = "";

    public string HeadroomImage { get; init; } = "";

    public IReadOnlyDictionary<string, string> PodLabels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> HeadroomPodLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>OpenShift chooses the ids of a pod itself and refuses others.</summary>
    public bool IsOpenShift { get; init; }

    public bool ReservesHeadroom => PreemptingPriorityClass.Length > 0 && HeadroomPriorityClass.Length > 0;
}
