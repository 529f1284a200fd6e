namespace CsiHost.Plugins.Efs.Metadata;

/// <summary>A Kubernetes node, as far as it tells where it is.</summary>
internal sealed record KubernetesNode
{
    public NodeObjectMeta Metadata { get; init; } = new();

    public NodeObjectSpec Spec { get; init; } = new();

    internal sealed record NodeObjectMeta
    {
        public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    }

    internal sealed record NodeObjectSpec
    {
        [System.Text.Json.Serialization.JsonPropertyName("providerID")]
        public string? ProviderId { get; init; }
    }
}
