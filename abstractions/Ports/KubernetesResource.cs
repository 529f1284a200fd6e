namespace CsiHost.Abstractions.Ports;

/// <summary>A collection of Kubernetes objects.</summary>
public sealed record KubernetesResource
{
    /// <summary>The API group; empty for the core group.</summary>
    public string Group { get; init; } = "";

    /// <summary>The version, for example <c>v1</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The plural name, for example <c>pods</c>.</summary>
    public required string Plural { get; init; }

    /// <summary>The namespace; null for cluster-scoped objects or for all namespaces.</summary>
    public string? Namespace { get; init; }
}
