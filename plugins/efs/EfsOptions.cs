using System.ComponentModel.DataAnnotations;
using CsiHost.Plugins.Efs.Tunnels;

namespace CsiHost.Plugins.Efs;

/// <summary>The section <c>Plugins:aws-efs</c> of the host's configuration. The drop-in command fills it from its flags and environment.</summary>
internal sealed class EfsOptions : IValidatableObject
{
    /// <summary>The node's name in Kubernetes; empty when not known.</summary>
    public string NodeName { get; set; } = "";

    /// <summary>The node container's memory limit in bytes; 0 when not known. Below 30 GiB an S3 Files mount goes without its read cache.</summary>
    [Range(0, long.MaxValue)]
    public long NodeMemoryLimitBytes { get; set; }

    /// <summary>Base address of the ECS task metadata; empty outside of ECS.</summary>
    public string EcsMetadataUri { get; set; } = "";

    /// <summary>Tags of every access point, as the flag <c>--tags</c> spells them: <c>key:value key2:value2</c>.</summary>
    public string Tags { get; set; } = "";

    /// <summary>Whether deleting a volume also removes the directory of its access point.</summary>
    public bool DeleteAccessPointRootDirectory { get; set; }

    /// <summary>Adaptive retries (5 attempts, slowed down after throttling) of AWS calls; otherwise standard ones (3 attempts).</summary>
    public bool AdaptiveRetry { get; set; } = true;

    /// <summary>Whether GET_VOLUME_STATS walks the volume to say what is used.</summary>
    public bool VolumeMetrics { get; set; }

    /// <summary>Age in minutes after which a volume's usage is computed anew.</summary>
    [Range(0.0, double.MaxValue)]
    public double VolumeMetricsRefreshMinutes { get; set; } = 240;

    /// <summary>How many usage walks one file system bears at a time.</summary>
    [Range(1, int.MaxValue)]
    public int VolumeMetricsWalksPerFileSystem { get; set; } = 5;

    /// <summary>How many publish calls may run at a time; 0 is no limit.</summary>
    [Range(0, long.MaxValue)]
    public long MaxInflightMountCalls { get; set; }

    /// <summary>How many volumes the orchestrator may place on the node; 0 is no limit.</summary>
    [Range(0, long.MaxValue)]
    public long VolumeAttachLimit { get; set; }

    /// <summary>Whether an unmount that does not end in <see cref="UnmountTimeout"/> is forced.</summary>
    public bool ForceUnmountAfterTimeout { get; set; }

    /// <summary>See <see cref="ForceUnmountAfterTimeout"/>.</summary>
    public TimeSpan UnmountTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What carries the encrypted traffic of a mount.</summary>
    public TunnelKind Tunnel { get; set; }

    /// <summary>What the configuration files of efs-utils are made from.</summary>
    public EfsUtilsOptions Utils { get; set; } = new();

    /// <summary>The standard AWS settings: region, endpoints, credentials.</summary>
    public EfsAwsOptions Aws { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (UnmountTimeout <= TimeSpan.Zero)
            yield return new ValidationResult("must be above zero", [nameof(UnmountTimeout)]);
        if (EcsMetadataUri.Length > 0 && !Uri.TryCreate(EcsMetadataUri, UriKind.Absolute, out _))
            yield return new ValidationResult($"'{EcsMetadataUri}' is no absolute URL", [nameof(EcsMetadataUri)]);
        foreach (var (member, text) in new[] { (nameof(Utils.EfsOverrides), Utils.EfsOverrides), (nameof(Utils.S3FilesOverrides), Utils.S3FilesOverrides) })
        {
            if (ConfOverride.Parse(text, out var problem) is null)
                yield return new ValidationResult(problem, [$"{nameof(Utils)}:{member}"]);
        }
    }
}
