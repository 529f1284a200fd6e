namespace CsiHost.Plugins.S3.Pods;

/// <summary>A service account, for the role in its annotations.</summary>
internal sealed record ServiceAccount
{
    public PodMetadata Metadata { get; init; } = new();
}
