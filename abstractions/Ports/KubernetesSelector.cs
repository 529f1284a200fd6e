namespace CsiHost.Abstractions.Ports;

/// <summary>Which objects of a collection.</summary>
public sealed record KubernetesSelector
{
    /// <summary>All objects.</summary>
    public static KubernetesSelector All { get; } = new();

    /// <summary>A label selector; empty means all.</summary>
    public string Labels { get; init; } = "";

    /// <summary>A field selector; empty means all.</summary>
    public string Fields { get; init; } = "";
}
