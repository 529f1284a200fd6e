namespace CsiHost.Plugins.Local.Store;

/// <summary>A volume as it is kept in <c>volume.json</c>.</summary>
internal sealed record VolumeRecord : IEntry
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required Guid Instance { get; init; }

    public required long CapacityBytes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The parameters of the create call, for comparing a repeat of it; later modifications are not in here.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    public string? SourceVolume { get; init; }

    public string? SourceSnapshot { get; init; }
}
