namespace CsiHost.Abstractions.Ports;

/// <summary>One event of a watch.</summary>
/// <typeparam name="T">The object.</typeparam>
public sealed record KubernetesEvent<T>
    where T : class
{
    /// <summary>What happened.</summary>
    public required KubernetesEventKind Kind { get; init; }

    /// <summary>The object; null for <see cref="KubernetesEventKind.Synced"/>. After a relist, a deleted object is its last known state.</summary>
    public T? Value { get; init; }
}
