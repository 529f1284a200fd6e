namespace CsiHost.Abstractions.Models;

/// <summary>Which snapshots are asked for; filters that match nothing give an empty page.</summary>
public sealed record ListSnapshotsRequest
{
    /// <summary>The page.</summary>
    public PageRequest Page { get; init; } = new();

    /// <summary>Only snapshots of this volume.</summary>
    public VolumeId? SourceVolume { get; init; }

    /// <summary>Only this snapshot.</summary>
    public SnapshotId? SnapshotId { get; init; }

    /// <summary>Secrets.</summary>
    public Secrets Secrets { get; init; } = Secrets.Empty;
}
