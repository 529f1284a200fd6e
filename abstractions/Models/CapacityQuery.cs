namespace CsiHost.Abstractions.Models;

/// <summary>Which capacity is asked for.</summary>
public sealed record CapacityQuery
{
    /// <summary>The uses; often empty.</summary>
    public IReadOnlyList<VolumeCapability> Capabilities { get; init; } = [];

    /// <summary>Parameters of the storage class.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The segments asked for; empty means everywhere.</summary>
    public IReadOnlyDictionary<string, string> Topology { get; init; } = new Dictionary<string, string>();
}
