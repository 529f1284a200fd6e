namespace CsiHost.Plugins.S3.Pods;

/// <summary>A pod as the node plugin needs it.</summary>
internal sealed record MountpointPod
{
    public PodMetadata Metadata { get; init; } = new();

    public PodStatus Status { get; init; } = new();

    public string Name => Metadata.Name;

    public bool IsRunning => Status.Phase == "Running";
}
