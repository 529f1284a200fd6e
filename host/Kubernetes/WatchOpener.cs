using CsiHost.Abstractions.Ports;

namespace CsiHost.Kubernetes;

/// <summary>Opens connections that follow one collection.</summary>
internal sealed class WatchOpener(ApiClient client, KubernetesApiOptions options, KubernetesResource resource, KubernetesSelector selector)
{
    public KubernetesResource Resource => resource;

    public KubernetesSelector Selector => selector;

    /// <summary>Follows the collection from a version on; the server ends the watch after a while that differs each time.</summary>
    public async ValueTask<WatchConnection> OpenAsync(string version, CancellationToken cancellationToken)
    {
        var timeout = options.WatchTimeout * (1 + Random.Shared.NextDouble());
        var request = new ApiRequest(HttpMethod.Get, ApiPaths.Collection(resource))
        {
            Query = ApiPaths.Query(
                ("watch", "true"),
                ("allowWatchBookmarks", "true"),
                ("resourceVersion", version),
                ("timeoutSeconds", $"{timeout.TotalSeconds:0}"),
                ("labelSelector", selector.Labels),
                ("fieldSelector", selector.Fields)),
        };

        // A watch may be silent for as long as it lasts.
        return new WatchConnection(request, await client.OpenAsync(request, timeout + options.ReadIdleTimeout, cancellationToken));
    }
}
