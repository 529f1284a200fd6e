using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Backends;

/// <summary>The rules of <see cref="IVolumeRules"/> that are plain sets. A null set means anything goes.</summary>
public sealed record VolumeRules
{
    /// <summary>The access modes; listing mode 6 or 7 advertises SINGLE_NODE_MULTI_WRITER.</summary>
    public required IReadOnlySet<AccessMode> AccessModes { get; init; }

    /// <summary>The access types.</summary>
    public IReadOnlySet<AccessType> AccessTypes { get; init; } = new HashSet<AccessType> { AccessType.Mount };

    /// <summary>File-system types that may be asked for beside the empty one.</summary>
    public IReadOnlySet<string>? FileSystemTypes { get; init; }

    /// <summary>Names of mount flags (the part before <c>=</c>).</summary>
    public IReadOnlySet<string>? MountFlags { get; init; }

    /// <summary>Keys of the volume context; keys of Kubernetes (<c>csi.storage.k8s.io/</c>, <c>storage.kubernetes.io/</c>) are always allowed.</summary>
    public IReadOnlySet<string>? VolumeContextKeys { get; init; }

    /// <summary>Keys of the storage class's parameters; keys of Kubernetes are always allowed.</summary>
    public IReadOnlySet<string>? ParameterKeys { get; init; }

    /// <summary>Keys of the mutable parameters; keys of Kubernetes are always allowed.</summary>
    public IReadOnlySet<string>? MutableParameterKeys { get; init; }

    /// <summary>Whether the driver applies <see cref="VolumeCapability.VolumeMountGroup"/> itself; advertises VOLUME_MOUNT_GROUP.</summary>
    public bool AppliesVolumeMountGroup { get; init; }
}
