using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using CsiHost.Abstractions.Ports;

namespace CsiHost.Kubernetes;

/// <summary>Lists collections page by page.</summary>
internal sealed class ListPages(ApiClient client, KubernetesApiOptions options)
{
    private const int Gone = 410;

    /// <summary>
    /// The pages of one list. When the server has forgotten the state that the first page showed, the list begins again, now in one answer so
    /// that it cannot happen twice; <paramref name="onRestart"/> is told, and objects may come again.
    /// </summary>
    public async IAsyncEnumerable<ListPage<T>> ReadAsync<T>(
        KubernetesResource resource,
        KubernetesSelector selector,
        JsonTypeInfo<T> type,
        Action onRestart,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        var token = "";
        var limit = $"{options.PageSize}";
        while (true)
        {
            var page = await TryReadPageAsync(resource, selector, token, limit, type, cancellationToken);
            if (page is null)
            {
                token = "";
                limit = "";
                onRestart();
                continue;
            }

            yield return page;
            token = page.Metadata.Continue ?? "";
            if (token.Length == 0)
                yield break;
        }
    }

    private async ValueTask<ListPage<T>?> TryReadPageAsync<T>(
        KubernetesResource resource,
        KubernetesSelector selector,
        string token,
        string limit,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken)
        where T : class
    {
        var request = new ApiRequest(HttpMethod.Get, ApiPaths.Collection(resource))
        {
            Query = ApiPaths.Query(
                ("limit", limit), ("continue", token), ("labelSelector", selector.Labels), ("fieldSelector", selector.Fields)),
        };
        try
        {
            return await client.CallAsync(request, (body, stop) => new ListPageReader<T>(type).ReadAsync(body, stop), cancellationToken);
        }
        catch (KubernetesApiException e) when (e.StatusCode == Gone && token.Length > 0)
        {
            return null;
        }
    }
}
