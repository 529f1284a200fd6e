namespace CsiHost.Kubernetes;

/// <summary>The body of a deletion.</summary>
internal sealed record DeleteOptions
{
    public string Kind { get; init; } = "DeleteOptions";

    public string ApiVersion { get; init; } = "v1";

    public DeletePreconditions? Preconditions { get; init; }
}
