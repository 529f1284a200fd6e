using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using CsiHost.Abstractions.Ports;

namespace CsiHost.TestKit.Fakes;

/// <summary>
/// Kubernetes objects in memory, with uids, resource versions, conflicts and watches. It has no schema, no admission and no connection that can
/// break: the host's own client is tested against those.
/// </summary>
public sealed class FakeKubernetesApi : IKubernetesApi
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Collection, string Name), JsonObject> _objects = [];
    private readonly List<(string Collection, KubernetesSelector Selector, ChannelWriter<(KubernetesEventKind Kind, JsonObject? Value)> Writer)> _watchers = [];
    private long _version;

    /// <inheritdoc/>
    public bool IsAvailable { get; set; } = true;

    /// <summary>Called first in each operation with its verb and name; throw a <see cref="KubernetesApiException"/> from here to make it fail.</summary>
    public Action<string, string> OnOperation { get; set; } = static (_, _) => { };

    /// <summary>Documents outside of collections by their path, such as <c>/version</c>.</summary>
    public Dictionary<string, JsonObject> Documents { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<T?> GetDocumentAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        Begin("get", path, cancellationToken);
        return ValueTask.FromResult(Documents.GetValueOrDefault(path)?.Deserialize(type));
    }

    /// <inheritdoc/>
    public ValueTask<T?> GetAsync<T>(KubernetesResource resource, string name, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        Begin("get", name, cancellationToken);
        lock (_gate)
            return ValueTask.FromResult(_objects.TryGetValue((Key(resource), name), out var found) ? found.Deserialize(type) : null);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<T> ListAsync<T>(
        KubernetesResource resource, KubernetesSelector selector, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        Begin("list", resource.Plural, cancellationToken);
        List<JsonObject> found;
        lock (_gate)
            found = Select(Key(resource), selector);
        foreach (var value in found)
        {
            await Task.Yield();
            yield return value.Deserialize(type)!;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<KubernetesEvent<T>> WatchAsync<T>(
        KubernetesResource resource, KubernetesSelector selector, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        Begin("watch", resource.Plural, cancellationToken);
        var channel = Channel.CreateUnbounded<(KubernetesEventKind Kind, JsonObject? Value)>();
        lock (_gate)
        {
            foreach (var value in Select(Key(resource), selector))
                channel.Writer.TryWrite((KubernetesEventKind.Added, value));
            channel.Writer.TryWrite((KubernetesEventKind.Synced, null));
            _watchers.Add((Key(resource), selector, channel.Writer));
        }

        await foreach (var (kind, value) in channel.Reader.ReadAllAsync(cancellationToken))
            yield return new KubernetesEvent<T> { Kind = kind, Value = value?.Deserialize(type) };
    }

    /// <inheritdoc/>
    public ValueTask<T> CreateAsync<T>(KubernetesResource resource, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var created = JsonSerializer.SerializeToNode(value, type)!.AsObject();
        var name = NameOf(created);
        Begin("create", name, cancellationToken);
        lock (_gate)
        {
            if (_objects.ContainsKey((Key(resource), name)))
                throw new KubernetesApiException(409, "AlreadyExists", $"{resource.Plural} {name} exists");
            Metadata(created)["uid"] = Guid.NewGuid().ToString();
            return ValueTask.FromResult(Store(resource, name, created, KubernetesEventKind.Added).Deserialize(type)!);
        }
    }

    /// <inheritdoc/>
    public ValueTask<T> ReplaceAsync<T>(
        KubernetesResource resource, string name, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        Begin("update", name, cancellationToken);
        var replacement = JsonSerializer.SerializeToNode(value, type)!.AsObject();
        lock (_gate)
        {
            var old = Find(resource, name);
            if ((string?)Metadata(replacement)["resourceVersion"] is { Length: > 0 } version && version != (string?)Metadata(old)["resourceVersion"])
                throw new KubernetesApiException(409, "Conflict", $"{resource.Plural} {name} has changed");
            Metadata(replacement)["uid"] = (string?)Metadata(old)["uid"];
            return ValueTask.FromResult(Store(resource, name, replacement, KubernetesEventKind.Modified).Deserialize(type)!);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<T?> UpdateAsync<T>(
        KubernetesResource resource, string name, Func<T, bool> change, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(change);
        for (var attempt = 1; ; attempt++)
        {
            if (await GetAsync(resource, name, type, cancellationToken) is not { } value || !change(value))
                return await GetAsync(resource, name, type, cancellationToken);
            try
            {
                return await ReplaceAsync(resource, name, value, type, cancellationToken);
            }
            catch (KubernetesApiException exception) when (exception.StatusCode == 409 && attempt < 10)
            {
                // Changed meanwhile: read again.
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask PatchAsync(KubernetesResource resource, string name, string jsonPatch, CancellationToken cancellationToken)
    {
        Begin("patch", name, cancellationToken);
        lock (_gate)
        {
            var patched = Find(resource, name).DeepClone().AsObject();
            FakeJsonPatch.Apply(patched, jsonPatch);
            Store(resource, name, patched, KubernetesEventKind.Modified);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(
        KubernetesResource resource, string name, KubernetesPreconditions preconditions, CancellationToken cancellationToken)
    {
        Begin("delete", name, cancellationToken);
        ArgumentNullException.ThrowIfNull(preconditions);
        lock (_gate)
        {
            if (!_objects.TryGetValue((Key(resource), name), out var old))
                return ValueTask.CompletedTask;
            if (IsOther(old, "uid", preconditions.Uid) || IsOther(old, "resourceVersion", preconditions.ResourceVersion))
                throw new KubernetesApiException(409, "Conflict", $"{resource.Plural} {name} is another one by now");
            _objects.Remove((Key(resource), name));
            Notify(resource, KubernetesEventKind.Deleted, old);
        }

        return ValueTask.CompletedTask;
    }

    private static string Key(KubernetesResource resource) => $"{resource.Group}/{resource.Version}/{resource.Namespace}/{resource.Plural}";

    private static JsonObject Metadata(JsonObject value)
    {
        if (value["metadata"] is not JsonObject)
            value["metadata"] = new JsonObject();
        return value["metadata"]!.AsObject();
    }

    private static string NameOf(JsonObject value) =>
        (string?)Metadata(value)["name"] ?? throw new KubernetesApiException(422, "Invalid", "metadata.name is required");

    private static bool IsOther(JsonObject value, string field, string wanted) => wanted.Length > 0 && (string?)Metadata(value)[field] != wanted;

    private static bool Matches(JsonObject value, KubernetesSelector selector) =>
        Split(selector.Labels).All(pair => (string?)Metadata(value)["labels"]?[pair[0]] is { } label && (pair.Length == 1 || label == pair[1]))
        && Split(selector.Fields).All(pair => pair is [var field, var wanted] && FieldOf(value, field) == wanted);

    /// <summary>A field by its path, such as <c>spec.nodeName</c>.</summary>
    private static string? FieldOf(JsonObject value, string path)
    {
        JsonNode? node = value;
        foreach (var name in path.Split('.'))
            node = (node as JsonObject)?[name];
        return (node as JsonValue)?.ToString();
    }

    private static IEnumerable<string[]> Split(string selector) =>
        selector.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split(["==", "="], StringSplitOptions.None));

    private void Begin(string verb, string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!IsAvailable)
            throw new InvalidOperationException("there is no Kubernetes API");
        OnOperation(verb, name);
    }

    private List<JsonObject> Select(string collection, KubernetesSelector selector) =>
        [.. _objects.Where(pair => pair.Key.Collection == collection && Matches(pair.Value, selector)).OrderBy(pair => pair.Key.Name, StringComparer.Ordinal).Select(pair => pair.Value)];

    private JsonObject Find(KubernetesResource resource, string name) =>
        _objects.GetValueOrDefault((Key(resource), name)) ?? throw new KubernetesApiException(404, "NotFound", $"{resource.Plural} {name} does not exist");

    private JsonObject Store(KubernetesResource resource, string name, JsonObject value, KubernetesEventKind kind)
    {
        Metadata(value)["resourceVersion"] = $"{++_version}";
        _objects[(Key(resource), name)] = value;
        Notify(resource, kind, value);
        return value;
    }

    private void Notify(KubernetesResource resource, KubernetesEventKind kind, JsonObject value)
    {
        foreach (var (_, selector, writer) in _watchers.Where(watcher => watcher.Collection == Key(resource)))
        {
            if (Matches(value, selector))
                writer.TryWrite((kind, value));
        }
    }
}
