namespace CsiHost.Plugins.S3.Pods;

/// <summary>One condition of a pod.</summary>
internal sealed record PodCondition
{
    public string Type { get; init; } = "";

    public string Status { get; init; } = "";

    public string Reason { get; init; } = "";
}
