namespace CsiHost.Plugins.Efs.Node;

/// <summary>Where this process runs.</summary>
internal sealed record NodeMetadata
{
    /// <summary>The instance id, or the task id on ECS.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Empty when the source does not know it.</summary>
    public string Region { get; init; } = "";

    /// <summary>The availability zone's name; empty when the source does not know it.</summary>
    public string Zone { get; init; } = "";
}
