namespace CsiHost.Plugins.Efs.Metadata;

/// <summary>The instance identity document.</summary>
internal sealed record InstanceIdentity
{
    public string? InstanceId { get; init; }

    public string? Region { get; init; }

    public string? AvailabilityZone { get; init; }
}
