namespace CsiHost.Abstractions.Models;

/// <summary>A volume to grow on the controller side.</summary>
public sealed record ExpandVolumeRequest
{
    /// <summary>The volume.</summary>
    public required VolumeId VolumeId { get; init; }

    /// <summary>The wanted size.</summary>
    public required CapacityRange Capacity { get; init; }

    /// <summary>The use, when the orchestrator says it.</summary>
    public VolumeCapability? Capability { get; init; }

    /// <summary>Secrets.</summary>
    public Secrets Secrets { get; init; } = Secrets.Empty;
}
