namespace CsiHost.Plugins.S3.Pods;

/// <summary>One container's status.</summary>
internal sealed record PodContainerStatus
{
    public PodContainerState? State { get; init; }
}
