namespace CsiHost.Abstractions.Models;

/// <summary>A snapshot to delete.</summary>
public sealed record DeleteSnapshotRequest
{
    /// <summary>The snapshot.</summary>
    public required SnapshotId SnapshotId { get; init; }

    /// <summary>Secrets.</summary>
    public Secrets Secrets { get; init; } = Secrets.Empty;
}
