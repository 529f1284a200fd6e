namespace CsiHost.Kubernetes;

/// <summary>What identifies an object and its version, whatever else it is.</summary>
internal sealed record ObjectMetadata
{
    public string Name { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Uid { get; init; } = "";

    public string ResourceVersion { get; init; } = "";

    public (string Namespace, string Name) Key => (Namespace, Name);
}
