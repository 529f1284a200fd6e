using System.Text.Json.Nodes;
using CsiHost.Abstractions.Ports;

namespace CsiHost.Tests.Kubernetes;

/// <summary>Reads a watch event by event.</summary>
internal sealed class EventReader(IKubernetesApi api, KubernetesSelector selector, CancellationToken end) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<KubernetesEvent<JsonObject>> _events =
        api.WatchAsync(Cluster.ConfigMaps, selector, Cluster.Json, end).GetAsyncEnumerator(end);

    /// <summary>The next events, each as <c>Kind name=data</c>.</summary>
    public async Task<IReadOnlyList<string>> NextAsync(int count)
    {
        var texts = new List<string>();
        while (texts.Count < count && await _events.MoveNextAsync())
            texts.Add(Cluster.Describe(_events.Current));
        return texts;
    }

    public async Task<KubernetesEvent<JsonObject>> NextAsync() =>
        await _events.MoveNextAsync() ? _events.Current : throw new InvalidOperationException("a watch has no end");

    public ValueTask DisposeAsync() => _events.DisposeAsync();
}
