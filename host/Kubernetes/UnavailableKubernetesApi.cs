using System.Text.Json.Serialization.Metadata;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;

namespace CsiHost.Kubernetes;

/// <summary>The API of a host that is not in a cluster.</summary>
internal sealed class UnavailableKubernetesApi : IKubernetesApi
{
    public bool IsAvailable => false;

    public ValueTask<T?> GetAsync<T>(KubernetesResource resource, string name, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => throw NotInCluster();

    public ValueTask<T?> GetDocumentAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => throw NotInCluster();

    public IAsyncEnumerable<T> ListAsync<T>(
        KubernetesResource resource, KubernetesSelector selector, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => throw NotInCluster();

    public IAsyncEnumerable<KubernetesEvent<T>> WatchAsync<T>(
        KubernetesResource resource, KubernetesSelector selector, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => throw NotInCluster();

    public ValueTask<T> CreateAsync<T>(KubernetesResource resource, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => throw NotInCluster();

    public ValueTask<T> ReplaceAsync<T>(
        KubernetesResource resource, string name, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => throw NotInCluster();

    public ValueTask<T?> UpdateAsync<T>(
        KubernetesResource resource, string name, Func<T, bool> change, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => throw NotInCluster();

    public ValueTask PatchAsync(KubernetesResource resource, string name, string jsonPatch, CancellationToken cancellationToken) =>
        throw NotInCluster();

    public ValueTask DeleteAsync(
        KubernetesResource resource, string name, KubernetesPreconditions preconditions, CancellationToken cancellationToken) =>
        throw NotInCluster();

    private static CsiException NotInCluster() => CsiErrors.FailedPrecondition(
        "there is no Kubernetes API: the host runs outside a cluster (KUBERNETES_SERVICE_HOST is not set) and no server is configured");
}
