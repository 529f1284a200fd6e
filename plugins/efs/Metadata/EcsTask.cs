using System.Text.Json.Serialization;

namespace CsiHost.Plugins.Efs.Metadata;

/// <summary>The task as the ECS metadata endpoint describes it.</summary>
internal sealed record EcsTask
{
    [JsonPropertyName("TaskARN")]
    public string? TaskArn { get; init; }

    [JsonPropertyName("AvailabilityZone")]
    public string? AvailabilityZone { get; init; }
}
