using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsiHost.Abstractions.Ports;
using Microsoft.Extensions.Logging;

namespace CsiHost.Kubernetes;

/// <summary>
/// Follows one collection for ever. The first list may be refused; from then on every failure is logged and repeated, for a follower that
/// ends because permissions were exchanged would leave its driver blind.
/// </summary>
internal sealed partial class KubernetesWatch<T>(
    ListPages lists, WatchOpener opener, JsonTypeInfo<T> type, TimeProvider clock, ILogger<KubernetesApi> logger)
    where T : class
{
    private const int Gone = 410;
    private const int TooManyRequests = 429;
    private const int MostStrikes = 3;
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);
    private readonly Backoff _backoff = new();
    private Dictionary<(string Namespace, string Name), KubernetesItem<T>> _known = [];

    // Empty when the server no longer knows the version: the collection is then listed again.
    private string _version = "";
    private int _strikes;
    private TimeSpan? _retryAfter;

    public async IAsyncEnumerable<KubernetesEvent<T>> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var change in await ListAsync(cancellationToken))
            yield return change;
        yield return new KubernetesEvent<T> { Kind = KubernetesEventKind.Synced };
        while (true)
        {
            var opened = clock.GetTimestamp();
            foreach (var change in await RelistAsync(cancellationToken))
                yield return change;
            using (var connection = await OpenAsync(cancellationToken))
            {
                while (connection is not null && await NextAsync(connection, cancellationToken) is { } change)
                    yield return change;
            }

            if (clock.GetElapsedTime(opened) >= Settled)
                _backoff.Reset();
            await Task.Delay(_backoff.Next(_retryAfter), clock, cancellationToken);
        }
    }

    /// <summary>Lists the collection and says what differs from what was known.</summary>
    private async ValueTask<List<KubernetesEvent<T>>> ListAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<(string, string), KubernetesItem<T>>();
        var version = "";
        await foreach (var page in lists.ReadAsync(opener.Resource, opener.Selector, type, found.Clear, cancellationToken))
        {
            version = page.Metadata.ResourceVersion ?? "";
            foreach (var item in page.Items)
                found[item.Metadata.Key] = item;
        }

        var changes = new List<KubernetesEvent<T>>();
        foreach (var (key, item) in _known)
        {
            // The same name with another uid is another object: its predecessor's end must be seen.
            if (!found.TryGetValue(key, out var now) || now.Metadata.Uid != item.Metadata.Uid)
                changes.Add(new KubernetesEvent<T> { Kind = KubernetesEventKind.Deleted, Value = item.Value });
        }

        foreach (var item in found.Values)
        {
            if (Compare(item) is { } kind)
                changes.Add(new KubernetesEvent<T> { Kind = kind, Value = item.Value });
        }

        _known = found;
        _version = version;
        return changes;
    }

    private async ValueTask<List<KubernetesEvent<T>>> RelistAsync(CancellationToken cancellationToken)
    {
        if (_version.Length > 0)
            return [];
        try
        {
            return await ListAsync(cancellationToken);
        }
        catch (KubernetesApiException e)
        {
            LogStumble(e.Message);
            return [];
        }
    }

    private async ValueTask<WatchConnection?> OpenAsync(CancellationToken cancellationToken)
    {
        _retryAfter = null;
        if (_version.Length == 0)
            return null;
        try
        {
            return await opener.OpenAsync(_version, cancellationToken);
        }
        catch (ApiFailure failure)
        {
            Stumble(failure);
            return null;
        }
    }

    private async ValueTask<KubernetesEvent<T>?> NextAsync(WatchConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            while (await connection.NextAsync(cancellationToken) is { } frame)
            {
                var change = Apply(frame);
                _backoff.Reset();
                _strikes = 0;
                if (change is not null)
                    return change;
            }
        }
        catch (ApiFailure failure)
        {
            Stumble(failure);
        }
        catch (JsonException e)
        {
            Stumble(new ApiFailure(ApiFailure.BadResponse, $"a watch event of {opener.Resource.Plural} cannot be read: {e.Message}", e) { StatusCode = 200 });
        }

        return null;
    }

    /// <summary>Takes a line into account; null when it changes nothing that the follower does not know.</summary>
    private KubernetesEvent<T>? Apply(WatchFrame frame)
    {
        switch (frame.Type)
        {
            case "BOOKMARK":
                var reader = new Utf8JsonReader(frame.Object);
                _version = JsonSerializer.Deserialize(ref reader, KubernetesJson.Default.ObjectEnvelope)?.Metadata?.ResourceVersion ?? _version;
                return null;
            case "ADDED" or "MODIFIED" or "DELETED":
                return Apply(KubernetesItem<T>.Read(frame.Object, type), frame.Type == "DELETED");
            case "ERROR":
                reader = new Utf8JsonReader(frame.Object);
                var status = JsonSerializer.Deserialize(ref reader, KubernetesJson.Default.KubernetesStatus);
                throw new ApiFailure(status?.Reason ?? "", $"the watch of {opener.Resource.Plural} was ended: {status?.Message}")
                {
                    StatusCode = status?.Code ?? 500,
                };
            default:
                throw new JsonException($"'{frame.Type}' is no kind of event");
        }
    }

    private KubernetesEvent<T>? Apply(KubernetesItem<T> item, bool isDeleted)
    {
        var key = item.Metadata.Key;
        _version = item.Metadata.ResourceVersion;
        if (isDeleted)
            return _known.Remove(key) ? new KubernetesEvent<T> { Kind = KubernetesEventKind.Deleted, Value = item.Value } : null;
        if (Compare(item) is not { } kind)
            return null;
        _known[key] = item;
        return new KubernetesEvent<T> { Kind = kind, Value = item.Value };
    }

    /// <summary>What an object is to the follower; null when it is known in this very version.</summary>
    private KubernetesEventKind? Compare(KubernetesItem<T> item)
    {
        if (!_known.TryGetValue(item.Metadata.Key, out var known) || known.Metadata.Uid != item.Metadata.Uid)
            return KubernetesEventKind.Added;
        return known.Metadata.ResourceVersion == item.Metadata.ResourceVersion ? null : KubernetesEventKind.Modified;
    }

    private void Stumble(ApiFailure failure)
    {
        LogStumble(failure.Message);
        _retryAfter = failure.RetryAfter;

        // An answer that is no watch, again and again, may be about the version (a restored etcd): then listing helps.
        var isAboutVersion = failure.StatusCode is not (0 or TooManyRequests) && ++_strikes >= MostStrikes;
        if (failure.StatusCode != Gone && !isAboutVersion)
            return;
        _version = "";
        _strikes = 0;
    }
}
