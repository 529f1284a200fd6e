using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsiHost.Abstractions.Crypto;
using CsiHost.Abstractions.Ports;
using Microsoft.Extensions.Logging;

namespace CsiHost.Kubernetes;

/// <summary>The Kubernetes API over HTTP.</summary>
internal sealed class KubernetesApi : IKubernetesApi, IDisposable
{
    private const int NotFound = 404;
    private const int Conflict = 409;
    private const int MostConflicts = 10;
    private static readonly TimeSpan FirstConflictDelay = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LastConflictDelay = TimeSpan.FromSeconds(1);
    private readonly KubernetesApiOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<KubernetesApi> _logger;
    private readonly HttpClient _http;
    private readonly ApiClient _client;
    private readonly ListPages _lists;

    public KubernetesApi(KubernetesApiOptions options, ICryptoPolicy policy, TimeProvider clock, ILogger<KubernetesApi> logger)
    {
        options.Validate();
        _options = options;
        _clock = clock;
        _logger = logger;
        _http = new ApiTransport(options, policy).CreateClient();
        _client = new ApiClient(_http, new BearerTokenFile(options.TokenFile, clock), options, clock, logger);
        _lists = new ListPages(_client, options);
    }

    /// <summary>The API of a host outside a cluster.</summary>
    public static IKubernetesApi Unavailable { get; } = new UnavailableKubernetesApi();

    public bool IsAvailable => true;

    public ValueTask<T?> GetAsync<T>(
        KubernetesResource resource, string name, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => GetDocumentAsync(ApiPaths.Object(resource, name), type, cancellationToken);

    public async ValueTask<T?> GetDocumentAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await ObjectAsync(new ApiRequest(HttpMethod.Get, path), type, cancellationToken);
        }
        catch (KubernetesApiException e) when (e.StatusCode == NotFound)
        {
            return null;
        }
    }

    public async IAsyncEnumerable<T> ListAsync<T>(
        KubernetesResource resource,
        KubernetesSelector selector,
        JsonTypeInfo<T> type,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        // A list that begins again half-way must not give an object twice.
        var given = new HashSet<(string Namespace, string Name)>();
        await foreach (var page in _lists.ReadAsync(resource, selector, type, () => { }, cancellationToken))
        {
            foreach (var item in page.Items)
            {
                if (given.Add(item.Metadata.Key))
                    yield return item.Value;
            }
        }
    }

    public IAsyncEnumerable<KubernetesEvent<T>> WatchAsync<T>(
        KubernetesResource resource, KubernetesSelector selector, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var opener = new WatchOpener(_client, _options, resource, selector);
        return new KubernetesWatch<T>(_lists, opener, type, _clock, _logger).RunAsync(cancellationToken);
    }

    public ValueTask<T> CreateAsync<T>(
        KubernetesResource resource, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        ObjectAsync(
            new ApiRequest(HttpMethod.Post, ApiPaths.Collection(resource))
            {
                Body = JsonSerializer.SerializeToUtf8Bytes(value, type),
                Repeatable = false,
            },
            type,
            cancellationToken);

    public ValueTask<T> ReplaceAsync<T>(
        KubernetesResource resource, string name, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        ObjectAsync(
            new ApiRequest(HttpMethod.Put, ApiPaths.Object(resource, name)) { Body = JsonSerializer.SerializeToUtf8Bytes(value, type) },
            type,
            cancellationToken);

    public async ValueTask<T?> UpdateAsync<T>(
        KubernetesResource resource, string name, Func<T, bool> change, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var backoff = new Backoff(FirstConflictDelay, LastConflictDelay);
        for (var attempt = 1; ; attempt++)
        {
            var value = await GetAsync(resource, name, type, cancellationToken);
            if (value is null || !change(value))
                return value;
            try
            {
                return await ReplaceAsync(resource, name, value, type, cancellationToken);
            }
            catch (KubernetesApiException e) when (e.StatusCode == Conflict && attempt < MostConflicts)
            {
                // Somebody else was first: take their version and try again.
            }
            catch (KubernetesApiException e) when (e.StatusCode == NotFound)
            {
                return null;
            }

            await Task.Delay(backoff.Next(), _clock, cancellationToken);
        }
    }

    public async ValueTask PatchAsync(KubernetesResource resource, string name, string jsonPatch, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Patch, ApiPaths.Object(resource, name))
        {
            Body = Encoding.UTF8.GetBytes(jsonPatch),
            ContentType = "application/json-patch+json",
            Repeatable = false,
        };
        await _client.CallAsync(request, DrainAsync, cancellationToken);
    }

    public async ValueTask DeleteAsync(
        KubernetesResource resource, string name, KubernetesPreconditions preconditions, CancellationToken cancellationToken)
    {
        var options = new DeleteOptions
        {
            Preconditions = preconditions == KubernetesPreconditions.None
                ? null
                : new DeletePreconditions { Uid = NullIfEmpty(preconditions.Uid), ResourceVersion = NullIfEmpty(preconditions.ResourceVersion) },
        };
        var request = new ApiRequest(HttpMethod.Delete, ApiPaths.Object(resource, name))
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(options, KubernetesJson.Default.DeleteOptions),
        };
        try
        {
            await _client.CallAsync(request, DrainAsync, cancellationToken);
        }
        catch (KubernetesApiException e) when (e.StatusCode == NotFound)
        {
            // Gone is what was asked for.
        }
    }

    public void Dispose() => _http.Dispose();

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static async ValueTask<bool> DrainAsync(Stream body, CancellationToken cancellationToken)
    {
        await body.CopyToAsync(Stream.Null, cancellationToken);
        return true;
    }

    private ValueTask<T> ObjectAsync<T>(ApiRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        _client.CallAsync(
            request,
            async (body, stop) => await JsonSerializer.DeserializeAsync(body, type, stop) ?? throw new JsonException("null is no object"),
            cancellationToken);
}
