namespace CsiHost.Abstractions.Models;

/// <summary>A volume to show at a target path.</summary>
public sealed record PublishRequest
{
    /// <summary>The volume.</summary>
    public required VolumeId VolumeId { get; init; }

    /// <summary>Where it must appear. The host makes and removes the directory or file itself.</summary>
    public required AbsolutePath TargetPath { get; init; }

    /// <summary>Where it was staged; null when the backend does not stage.</summary>
    public AbsolutePath? StagingPath { get; init; }

    /// <summary>The use.</summary>
    public required VolumeCapability Capability { get; init; }

    /// <summary>Whether the workload may only read. The host remounts the target read-only; a backend may use it earlier.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The volume's context without the pod's keys and tokens, which are in <see cref="Workload"/>.</summary>
    public IReadOnlyDictionary<string, string> VolumeContext { get; init; } = new Dictionary<string, string>();

    /// <summary>What the attach call returned.</summary>
    public IReadOnlyDictionary<string, string> PublishContext { get; init; } = new Dictionary<string, string>();

    /// <summary>Secrets.</summary>
    public Secrets Secrets { get; init; } = Secrets.Empty;

    /// <summary>The pod.</summary>
    public Workload Workload { get; init; } = new();
}
