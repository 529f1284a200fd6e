using System.ComponentModel.DataAnnotations;

namespace CsiHost.Plugins.S3.Node;

/// <summary>
/// The section <c>Plugins:aws-s3:Node</c>. The command <c>aws-s3-csi-driver</c> fills it from the environment that the charts set.
/// </summary>
internal sealed class S3NodeOptions : IValidatableObject
{
    /// <summary>The namespace of the Mountpoint Pods; empty watches all namespaces.</summary>
    public string MountpointNamespace { get; set; } = "";

    /// <summary>Refuse to start outside a cluster; otherwise every publish is refused there.</summary>
    public bool RequiresCluster { get; set; }

    /// <summary>How the driver was installed, for the user agent.</summary>
    public string InstallationType { get; set; } = "";

    /// <summary>Whether mounts that version 1 of the driver made with systemd are looked after.</summary>
    public bool SupportsLegacySystemdMounts { get; set; }

    /// <summary>Where credentials of such mounts are, in this container as on the node.</summary>
    public string HostPluginDirectory { get; set; } = "/var/lib/kubelet/plugins/s3.csi.aws.com/";

    /// <summary>The driver's long-term keys; both or none.</summary>
    public string AccessKeyId { get; set; } = "";

    public string SecretAccessKey { get; set; } = "";

    public string SessionToken { get; set; } = "";

    /// <summary>The driver's role for its service account, and the file with its token.</summary>
    public string RoleArn { get; set; } = "";

    public string WebIdentityTokenFile { get; set; } = "";

    /// <summary>The driver's EKS Pod Identity: the agent's URI, and the file with the token for it.</summary>
    public string ContainerCredentialsUri { get; set; } = "";

    public string ContainerAuthorizationTokenFile { get; set; } = "";

    /// <summary>The EKS Pod Identity agent's URI for credentials of workloads.</summary>
    public string PodIdentityAgentUri { get; set; } = "";

    /// <summary>A profile on the node, for mounts of systemd only.</summary>
    public string ConfigFile { get; set; } = "";

    public string SharedCredentialsFile { get; set; } = "";

    public string Region { get; set; } = "";

    public string DefaultRegion { get; set; } = "";

    public string StsRegionalEndpoints { get; set; } = "";

    /// <summary>Where the instance's region is asked for when nothing else names one; empty asks nobody.</summary>
    public string InstanceMetadataEndpoint { get; set; } = "http://169.254.169.254";

    /// <summary>How long a publish waits for its attachment, and then for its Mountpoint Pod.</summary>
    public TimeSpan ControllerTimeout { get; set; } = TimeSpan.FromSeconds(15);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Path.IsPathRooted(HostPluginDirectory))
            yield return new ValidationResult("must be an absolute path", [nameof(HostPluginDirectory)]);
        if (InstanceMetadataEndpoint.Length > 0 && !Uri.TryCreate(InstanceMetadataEndpoint, UriKind.Absolute, out _))
            yield return new ValidationResult("must be a URL such as http://169.254.169.254, or empty", [nameof(InstanceMetadataEndpoint)]);
        if (ControllerTimeout <= TimeSpan.Zero)
            yield return new ValidationResult("must be positive", [nameof(ControllerTimeout)]);
    }
}
