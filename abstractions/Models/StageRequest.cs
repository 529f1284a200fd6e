namespace CsiHost.Abstractions.Models;

/// <summary>A volume to stage on this node, once for all its targets.</summary>
public sealed record StageRequest
{
    /// <summary>The volume.</summary>
    public required VolumeId VolumeId { get; init; }

    /// <summary>The staging folder; the orchestrator has made it.</summary>
    public required AbsolutePath StagingPath { get; init; }

    /// <summary>The use.</summary>
    public required VolumeCapability Capability { get; init; }

    /// <summary>The volume's context.</summary>
    public IReadOnlyDictionary<string, string> VolumeContext { get; init; } = new Dictionary<string, string>();

    /// <summary>What the attach call returned.</summary>
    public IReadOnlyDictionary<string, string> PublishContext { get; init; } = new Dictionary<string, string>();

    /// <summary>Secrets.</summary>
    public Secrets Secrets { get; init; } = Secrets.Empty;
}
