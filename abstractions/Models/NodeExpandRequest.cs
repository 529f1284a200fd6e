namespace CsiHost.Abstractions.Models;

/// <summary>A volume whose file system is to grow on this node.</summary>
public sealed record NodeExpandRequest
{
    /// <summary>The volume.</summary>
    public required VolumeId VolumeId { get; init; }

    /// <summary>Where it is published or staged.</summary>
    public required AbsolutePath VolumePath { get; init; }

    /// <summary>Where it is staged, when the orchestrator says it.</summary>
    public AbsolutePath? StagingPath { get; init; }

    /// <summary>The wanted size; null means as large as the volume allows.</summary>
    public CapacityRange? Capacity { get; init; }

    /// <summary>The use, when the orchestrator says it.</summary>
    public VolumeCapability? Capability { get; init; }

    /// <summary>Secrets.</summary>
    public Secrets Secrets { get; init; } = Secrets.Empty;
}
