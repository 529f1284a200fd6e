namespace CsiHost.Abstractions.Models;

/// <summary>This node as the backend sees it.</summary>
public sealed record NodeDescription
{
    /// <summary>The id by which the storage system knows the node; null means the host's configured node id.</summary>
    public NodeId? Id { get; init; }

    /// <summary>How many volumes the node takes; 0 leaves it to the orchestrator.</summary>
    public long MaxVolumes { get; init; }
}
