namespace CsiHost.Abstractions.Models;

/// <summary>A volume to make. Equal names mean the same volume: the call is repeated until it succeeds.</summary>
public sealed record CreateVolumeRequest
{
    /// <summary>The orchestrator's name for it: 1 to 128 bytes of UTF-8. Not a file name: it may hold <c>/</c> or <c>..</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The wanted size; null means the backend's choice.</summary>
    public CapacityRange? Capacity { get; init; }

    /// <summary>Every use it must allow; at least one.</summary>
    public required IReadOnlyList<VolumeCapability> Capabilities { get; init; }

    /// <summary>Parameters of the storage class.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Parameters that can change later; they win over <see cref="Parameters"/>.</summary>
    public IReadOnlyDictionary<string, string> MutableParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Secrets.</summary>
    public Secrets Secrets { get; init; } = Secrets.Empty;

    /// <summary>Where it must be reachable from; null without a demand.</summary>
    public TopologyRequirement? Topology { get; init; }
}
