namespace CsiHost.Plugins.Local.Store;

/// <summary>A snapshot as it is kept in <c>snapshot.json</c>.</summary>
internal sealed record SnapshotRecord : IEntry
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required Guid Instance { get; init; }

    public required string SourceVolume { get; init; }

    /// <summary>The capacity of the volume when it was cut: the least size of a volume restored from it.</summary>
    public required long SizeBytes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
