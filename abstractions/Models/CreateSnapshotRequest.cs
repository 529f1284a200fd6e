namespace CsiHost.Abstractions.Models;

/// <summary>A snapshot to cut. Equal name and source mean the same snapshot.</summary>
public sealed record CreateSnapshotRequest
{
    /// <summary>The volume.</summary>
    public required VolumeId SourceVolume { get; init; }

    /// <summary>The orchestrator's name: 1 to 128 bytes of UTF-8. Not a file name.</summary>
    public required string Name { get; init; }

    /// <summary>Parameters of the snapshot class.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Secrets.</summary>
    public Secrets Secrets { get; init; } = Secrets.Empty;
}
