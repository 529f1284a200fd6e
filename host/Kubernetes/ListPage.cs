namespace CsiHost.Kubernetes;

/// <summary>One page of a list.</summary>
internal sealed record ListPage<T>(IReadOnlyList<KubernetesItem<T>> Items, ListMetadata Metadata)
    where T : class;
