namespace CsiHost.Plugins.S3.Pods;

/// <summary>Why a container does not run yet.</summary>
internal sealed record PodContainerWaiting
{
    public string Reason { get; init; } = "";

    public string Message { get; init; } = "";
}
