using System.ComponentModel.DataAnnotations;

namespace CsiHost.Plugins.Local;

/// <summary>The section <c>Plugins:local</c> of the host's configuration.</summary>
internal sealed class LocalOptions : IValidatableObject
{
    /// <summary>The folder that holds the volumes; made if it is missing. One host a folder.</summary>
    [Required]
    public string Root { get; set; } = "/var/lib/csi-local";

    /// <summary>The size of a volume when the request names none.</summary>
    [Range(1, long.MaxValue)]
    public long DefaultVolumeBytes { get; set; } = 1024 * 1024 * 1024;

    /// <summary>The largest size of one volume; 0 means the size of the file system.</summary>
    [Range(0, long.MaxValue)]
    public long MaximumVolumeBytes { get; set; }

    /// <summary>
    /// Accept the access modes for many nodes. A directory is on one node, so this is for clusters of one node, where charts that ask for
    /// ReadWriteMany shall work all the same.
    /// </summary>
    public bool AllowMultiNodeModes { get; set; }

    /// <summary>How many volumes the orchestrator may place on this node; 0 means no limit.</summary>
    [Range(0, long.MaxValue)]
    public long MaximumVolumesPerNode { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Path.IsPathRooted(Root) || Root.Split('/').Contains(".."))
            yield return new ValidationResult("Root must be an absolute path without '..'", [nameof(Root)]);
        if (MaximumVolumeBytes > 0 && DefaultVolumeBytes > MaximumVolumeBytes)
            yield return new ValidationResult("DefaultVolumeBytes must not exceed MaximumVolumeBytes", [nameof(DefaultVolumeBytes)]);
    }
}
