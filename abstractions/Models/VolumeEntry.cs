namespace CsiHost.Abstractions.Models;

/// <summary>A volume with its state.</summary>
public sealed record VolumeEntry
{
    /// <summary>The volume.</summary>
    public required Volume Volume { get; init; }

    /// <summary>The nodes it is attached to; filled only by backends whose <see cref="Backends.Controller.IVolumeLister.ReportsPublishedNodes"/> is true.</summary>
    public IReadOnlyList<NodeId> PublishedNodes { get; init; } = [];

    /// <summary>Its health, when known.</summary>
    public VolumeCondition? Condition { get; init; }
}
