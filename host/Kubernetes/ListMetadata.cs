namespace CsiHost.Kubernetes;

/// <summary>The metadata of a list.</summary>
internal sealed record ListMetadata
{
    public string? ResourceVersion { get; init; }

    public string? Continue { get; init; }
}
