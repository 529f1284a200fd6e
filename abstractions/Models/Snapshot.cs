namespace CsiHost.Abstractions.Models;

/// <summary>A snapshot as reported to the orchestrator.</summary>
public sealed record Snapshot
{
    /// <summary>The id.</summary>
    public required SnapshotId Id { get; init; }

    /// <summary>The volume it was cut from.</summary>
    public required VolumeId SourceVolume { get; init; }

    /// <summary>When it was cut.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The least size of a volume restored from it; 0 means unknown.</summary>
    public long SizeBytes { get; init; }

    /// <summary>False while it is still being processed; the orchestrator then repeats the create call.</summary>
    public bool IsReady { get; init; } = true;
}
