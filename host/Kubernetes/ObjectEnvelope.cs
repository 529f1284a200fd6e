namespace CsiHost.Kubernetes;

/// <summary>Any object, read for its metadata only.</summary>
internal sealed record ObjectEnvelope
{
    public ObjectMetadata? Metadata { get; init; }
}
