using System.Text.Json.Serialization.Metadata;

namespace CsiHost.Abstractions.Ports;

/// <summary>
/// The Kubernetes API, as far as drivers need it. Requests that fail for a passing reason (429, 5xx, connection lost) are repeated with
/// back-off within the caller's token; a creation or patch only when it cannot have had an effect yet (429, connection refused). Everything else
/// is a <see cref="KubernetesApiException"/>. Objects are whatever type the caller has JSON metadata for; use <see cref="System.Text.Json.Nodes.JsonObject"/> where a full update must keep fields it does not know.
/// </summary>
public interface IKubernetesApi
{
    /// <summary>False outside a cluster; every call then throws.</summary>
    bool IsAvailable { get; }

    /// <summary>Reads an object; null when it does not exist.</summary>
    /// <typeparam name="T">The object.</typeparam>
    /// <param name="resource">Its collection.</param>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its JSON metadata.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<T?> GetAsync<T>(KubernetesResource resource, string name, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class;

    /// <summary>Reads every object of a collection, in pages.</summary>
    /// <typeparam name="T">The object.</typeparam>
    /// <param name="resource">The collection.</param>
    /// <param name="selector">Which objects.</param>
    /// <param name="type">The objects' JSON metadata.</param>
    /// <param name="cancellationToken">Cancels.</param>
    IAsyncEnumerable<T> ListAsync<T>(
        KubernetesResource resource, KubernetesSelector selector, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class;

    /// <summary>
    /// Lists a collection and then follows it for ever: dropped connections resume from the last version, an expired version (410) lists
    /// again. The first events are one <see cref="KubernetesEventKind.Added"/> an object and a <see cref="KubernetesEventKind.Synced"/>; after a
    /// later relist, objects that went meanwhile come as <see cref="KubernetesEventKind.Deleted"/>. A refusal of the first list is an exception;
    /// later ones are logged and repeated.
    /// </summary>
    /// <typeparam name="T">The object.</typeparam>
    /// <param name="resource">The collection.</param>
    /// <param name="selector">Which objects.</param>
    /// <param name="type">The objects' JSON metadata.</param>
    /// <param name="cancellationToken">Ends the sequence.</param>
    IAsyncEnumerable<KubernetesEvent<T>> WatchAsync<T>(
        KubernetesResource resource, KubernetesSelector selector, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class;

    /// <summary>Reads a document that is in no collection, such as <c>/version</c> or an API group's <c>/apis/GROUP</c>.</summary>
    /// <typeparam name="T">The document.</typeparam>
    /// <param name="path">The path on the server, from its root, without a query.</param>
    /// <param name="type">Its JSON metadata.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The document; null when the server has none, and from an implementation that knows no such documents.</returns>
    ValueTask<T?> GetDocumentAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => ValueTask.FromResult<T?>(null);

    /// <summary>Creates an object.</summary>
    /// <typeparam name="T">The object.</typeparam>
    /// <param name="resource">Its collection.</param>
    /// <param name="value">The object.</param>
    /// <param name="type">Its JSON metadata.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The object as stored.</returns>
    ValueTask<T> CreateAsync<T>(KubernetesResource resource, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class;

    /// <summary>Replaces an object (PUT). The object's resourceVersion guards it: a conflict is an exception with status 409.</summary>
    /// <typeparam name="T">The object.</typeparam>
    /// <param name="resource">Its collection.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">The whole object.</param>
    /// <param name="type">Its JSON metadata.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The object as stored.</returns>
    ValueTask<T> ReplaceAsync<T>(
        KubernetesResource resource, string name, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class;

    /// <summary>
    /// Reads, changes and replaces until no conflict is left (at most 10 times).
    /// </summary>
    /// <typeparam name="T">The object.</typeparam>
    /// <param name="resource">Its collection.</param>
    /// <param name="name">Its name.</param>
    /// <param name="change">Changes the object; false means there is nothing to write.</param>
    /// <param name="type">Its JSON metadata.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The object as stored; null when it does not exist.</returns>
    ValueTask<T?> UpdateAsync<T>(
        KubernetesResource resource, string name, Func<T, bool> change, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class;

    /// <summary>Patches an object with a JSON patch (RFC 6902).</summary>
    /// <param name="resource">Its collection.</param>
    /// <param name="name">Its name.</param>
    /// <param name="jsonPatch">The patch document. A failed <c>test</c> operation is an exception with status 422.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask PatchAsync(KubernetesResource resource, string name, string jsonPatch, CancellationToken cancellationToken);

    /// <summary>Deletes an object; none is no error.</summary>
    /// <param name="resource">Its collection.</param>
    /// <param name="name">Its name.</param>
    /// <param name="preconditions">What must still hold.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask DeleteAsync(
        KubernetesResource resource, string name, KubernetesPreconditions preconditions, CancellationToken cancellationToken);
}
