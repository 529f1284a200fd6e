namespace CsiHost.Abstractions.Models;

/// <summary>A published or staged volume to measure. The host has checked that the path exists and answers.</summary>
public sealed record StatsRequest
{
    /// <summary>The volume.</summary>
    public required VolumeId VolumeId { get; init; }

    /// <summary>Where it is published or staged.</summary>
    public required AbsolutePath VolumePath { get; init; }

    /// <summary>Where it is staged, when the orchestrator says it.</summary>
    public AbsolutePath? StagingPath { get; init; }
}
