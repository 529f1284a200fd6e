namespace CsiHost.Abstractions.Models;

/// <summary>A volume as reported to the orchestrator.</summary>
public sealed record Volume
{
    /// <summary>The id.</summary>
    public required VolumeId Id { get; init; }

    /// <summary>The size in bytes; 0 means unknown or unlimited.</summary>
    public long CapacityBytes { get; init; }

    /// <summary>Attributes that come back with each node call; constant for the volume's life and without secrets.</summary>
    public IReadOnlyDictionary<string, string> Context { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the volume can be reached from; empty means anywhere.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> AccessibleTopology { get; init; } = [];

    /// <summary>The volume it was cloned from, if any. The host fills it in the answer to a create call.</summary>
    public VolumeId? SourceVolume { get; init; }

    /// <summary>The snapshot it was restored from, if any. The host fills it in the answer to a create call.</summary>
    public SnapshotId? SourceSnapshot { get; init; }
}
