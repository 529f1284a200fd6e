namespace CsiHost.Plugins.S3.Pods;

/// <summary>One container's state.</summary>
internal sealed record PodContainerState
{
    public PodContainerWaiting? Waiting { get; init; }
}
