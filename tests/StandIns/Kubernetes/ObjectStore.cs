using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CsiHost.StandIns.Kubernetes;

/// <summary>
/// The objects of a cluster with their whole history, under one growing version. Tests write through it directly; the HTTP side adds nothing but
/// HTTP. Values are kept as immutable elements, for many watches read them at once.
/// </summary>
public sealed class ObjectStore(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ObjectAddress, JsonElement> _objects = [];
    private readonly List<StoredEvent> _history = [];
    private TaskCompletionSource _changed = NewSignal();
    private long _revision = 100;

    /// <summary>The version of the last write.</summary>
    public long Revision
    {
        get
        {
            lock (_gate)
                return _revision;
        }
    }

    /// <summary>Versions before this one are forgotten: lists and watches that ask for them get 410.</summary>
    public long Compacted { get; private set; }

    /// <summary>Forgets all history up to now.</summary>
    public void Compact()
    {
        lock (_gate)
            Compacted = _revision;
    }

    public JsonObject? Get(ObjectAddress address)
    {
        lock (_gate)
            return _objects.TryGetValue(address, out var value) ? JsonObject.Create(value) : null;
    }

    /// <summary>The objects of a collection in order of namespace and name.</summary>
    public IReadOnlyList<JsonObject> List(ResourceAddress resource)
    {
        lock (_gate)
        {
            var found = _objects.Where(entry => resource.Contains(entry.Key)).OrderBy(entry => entry.Key.SortKey, StringComparer.Ordinal);
            return [.. found.Select(entry => JsonObject.Create(entry.Value)!)];
        }
    }

    public JsonObject Create(ObjectAddress address, JsonObject value)
    {
        lock (_gate)
        {
            if (_objects.ContainsKey(address))
                throw new ApiErrorException(409, "AlreadyExists", $"{address.Resource.Plural} \"{address.Name}\" already exists");
            var created = (JsonObject)value.DeepClone();
            var metadata = Metadata(created);
            metadata["name"] = address.Name;
            if (address.Resource.Namespace is { } space)
                metadata["namespace"] = space;
            metadata["uid"] = Guid.NewGuid().ToString();
            metadata["creationTimestamp"] = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
            created["apiVersion"] = address.Resource.ApiVersion;
            return Write(address, null, created);
        }
    }

    /// <summary>Replaces an object. A resourceVersion in the new value must be the current one; a value that changes nothing writes nothing.</summary>
    public JsonObject Replace(ObjectAddress address, JsonObject value)
    {
        lock (_gate)
        {
            if (!_objects.TryGetValue(address, out var before))
                throw ApiErrorException.NotFound(address);
            var old = Metadata(JsonObject.Create(before)!);
            var replaced = (JsonObject)value.DeepClone();
            var metadata = Metadata(replaced);
            Require(address, "uid", metadata["uid"], old["uid"]);
            Require(address, "resourceVersion", metadata["resourceVersion"], old["resourceVersion"]);
            foreach (var name in (string[])["name", "namespace", "uid", "creationTimestamp", "resourceVersion"])
                metadata[name] = old[name]?.DeepClone();
            if (address.Resource.Namespace is null)
                metadata.Remove("namespace");
            return JsonNode.DeepEquals(replaced, JsonObject.Create(before)) ? replaced : Write(address, before, replaced);
        }
    }

    /// <summary>Changes an object in place, whatever its version.</summary>
    public JsonObject Update(ObjectAddress address, Action<JsonObject> change)
    {
        lock (_gate)
        {
            var value = (JsonObject)(Get(address) ?? throw ApiErrorException.NotFound(address)).DeepClone();
            change(value);
            return Replace(address, value);
        }
    }

    /// <summary>Deletes an object if it still has the given uid and version; null is any.</summary>
    public void Delete(ObjectAddress address, string? uid = null, string? resourceVersion = null)
    {
        lock (_gate)
        {
            if (!_objects.TryGetValue(address, out var before))
                throw ApiErrorException.NotFound(address);
            var last = (JsonObject)JsonObject.Create(before)!.DeepClone();
            Require(address, "uid", uid, Metadata(last)["uid"]);
            Require(address, "resourceVersion", resourceVersion, Metadata(last)["resourceVersion"]);
            Metadata(last)["resourceVersion"] = Text(++_revision);
            _objects.Remove(address);
            Record(new StoredEvent(_revision, address, before, JsonSerializer.SerializeToElement(last), IsDeletion: true));
        }
    }

    /// <summary>The state of a collection at a version, or now.</summary>
    internal (long Revision, IReadOnlyList<KeyValuePair<ObjectAddress, JsonElement>> Items) Snapshot(ResourceAddress resource, long? revision)
    {
        lock (_gate)
        {
            var state = revision is { } past ? Replay(past) : _objects;
            var items = state.Where(entry => resource.Contains(entry.Key)).OrderBy(entry => entry.Key.SortKey, StringComparer.Ordinal);
            return (revision ?? _revision, [.. items]);
        }
    }

    /// <summary>What happened after a version, and a task that ends with the next write.</summary>
    internal (long Revision, IReadOnlyList<StoredEvent> Events, Task Changed) Since(long revision)
    {
        lock (_gate)
        {
            var first = _history.FindLastIndex(stored => stored.Revision <= revision) + 1;
            return (_revision, _history[first..], _changed.Task);
        }
    }

    /// <summary>Wakes every watch although nothing was written.</summary>
    internal void Wake()
    {
        lock (_gate)
        {
            _changed.TrySetResult();
            _changed = NewSignal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static JsonObject Metadata(JsonObject value) => value["metadata"] as JsonObject ?? (JsonObject)(value["metadata"] = new JsonObject());

    private static string Text(long revision) => revision.ToString(CultureInfo.InvariantCulture);

    private static void Require(ObjectAddress address, string field, JsonNode? wanted, JsonNode? actual)
    {
        if (wanted?.ToString() is { Length: > 0 } value && value != actual?.ToString())
            throw ApiErrorException.Conflict(address, $"the {field} is {actual}, not {value}");
    }

    private Dictionary<ObjectAddress, JsonElement> Replay(long revision)
    {
        var state = new Dictionary<ObjectAddress, JsonElement>();
        foreach (var stored in _history.TakeWhile(stored => stored.Revision <= revision))
        {
            if (stored.IsDeletion)
                state.Remove(stored.Address);
            else
                state[stored.Address] = stored.After;
        }

        return state;
    }

    private JsonObject Write(ObjectAddress address, JsonElement? before, JsonObject value)
    {
        Metadata(value)["resourceVersion"] = Text(++_revision);
        var stored = JsonSerializer.SerializeToElement(value);
        _objects[address] = stored;
        Record(new StoredEvent(_revision, address, before, stored, IsDeletion: false));
        return value;
    }

    private void Record(StoredEvent stored)
    {
        _history.Add(stored);
        Wake();
    }
}
