namespace CsiHost.Abstractions.Models;

/// <summary>A volume to detach (ControllerUnpublishVolume).</summary>
public sealed record DetachRequest
{
    /// <summary>The volume.</summary>
    public required VolumeId VolumeId { get; init; }

    /// <summary>The node; null means every node.</summary>
    public NodeId? NodeId { get; init; }

    /// <summary>Secrets.</summary>
    public Secrets Secrets { get; init; } = Secrets.Empty;
}
