namespace CsiHost.Kubernetes;

/// <summary>What must still hold; null is any.</summary>
internal sealed record DeletePreconditions
{
    public string? Uid { get; init; }

    public string? ResourceVersion { get; init; }
}
