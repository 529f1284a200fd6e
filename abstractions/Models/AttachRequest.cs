namespace CsiHost.Abstractions.Models;

/// <summary>A volume to make reachable from a node (ControllerPublishVolume).</summary>
public sealed record AttachRequest
{
    /// <summary>The volume.</summary>
    public required VolumeId VolumeId { get; init; }

    /// <summary>The node.</summary>
    public required NodeId NodeId { get; init; }

    /// <summary>The use.</summary>
    public required VolumeCapability Capability { get; init; }

    /// <summary>Attach read-only; false unless the backend's <see cref="Backends.Controller.IVolumeAttacher.SupportsReadOnly"/> is true.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The volume's context.</summary>
    public IReadOnlyDictionary<string, string> VolumeContext { get; init; } = new Dictionary<string, string>();

    /// <summary>Secrets.</summary>
    public Secrets Secrets { get; init; } = Secrets.Empty;
}
