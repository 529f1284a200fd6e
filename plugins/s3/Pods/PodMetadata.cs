namespace CsiHost.Plugins.S3.Pods;

/// <summary>A pod's metadata.</summary>
internal sealed record PodMetadata
{
    public string Name { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Uid { get; init; } = "";

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}
