using System.Text.Json.Nodes;
using CsiHost.Abstractions.Plugins;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Node;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.S3.Pods;

/// <summary>Starts the node's watches and waits until the first lists are in, so that no call is served from an empty view.</summary>
[CsiService]
internal sealed partial class ClusterWatches(
    IKubernetesApi api, IHostInfo host, S3NodeOptions options, ClusterView view, ILogger<ClusterWatches> logger) : IPluginLifecycle, IDisposable
{
    private static readonly KubernetesResource Definitions =
        new() { Group = "apiextensions.k8s.io", Version = "v1", Plural = "customresourcedefinitions" };

    private readonly CancellationTokenSource _stopping = new();
    private Task _work = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!host.ServesNode)
            return;
        if (!api.IsAvailable || host.NodeName is not { Length: > 0 } nodeName)
        {
            if (options.RequiresCluster)
                throw new InvalidOperationException("the S3 node plugin runs in a Kubernetes cluster: it needs a service account and the node's name");
            return;
        }

        view.NodeName = nodeName;
        await ReadFactsAsync(cancellationToken);
        var attachments = await SelectAttachmentsAsync(nodeName, cancellationToken);
        var pods = new KubernetesResource
        {
            Version = "v1",
            Plural = "pods",
            Namespace = options.MountpointNamespace.Length > 0 ? options.MountpointNamespace : null,
        };
        var synced = (Pods: NewSignal(), Attachments: NewSignal());
        var watchPods = view.Pods.FollowAsync(
            api.WatchAsync(pods, ByNode(nodeName), PodJson.Default.MountpointPod, _stopping.Token), () => synced.Pods.TrySetResult(), pod => view.OnPod(pod));
        var watchAttachments = view.Attachments.FollowAsync(
            api.WatchAsync(AttachmentApi.Resource, attachments, AttachmentJson.Default.MountpointS3PodAttachment, _stopping.Token),
            () => synced.Attachments.TrySetResult(),
            static _ => { });
        _work = Task.WhenAll(watchPods, watchAttachments);
        // A watch that ends before its first list has failed, and its exception says why.
        await await Task.WhenAny(watchPods, watchAttachments, Task.WhenAll(synced.Pods.Task, synced.Attachments.Task)).WaitAsync(cancellationToken);
        view.IsWatching = true;
        Log.Watching(logger, nodeName);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _work.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>For the user agent only, so a failure is no more than a line in the log.</summary>
    private async Task ReadFactsAsync(CancellationToken cancellationToken)
    {
        try
        {
            view.Version = (await api.GetDocumentAsync("/version", PodJson.Default.ServerVersion, cancellationToken))?.GitVersion ?? "";
            view.IsOpenShift = await api.GetDocumentAsync("/apis/config.openshift.io", PodJson.Default.JsonObject, cancellationToken) is not null;
        }
        catch (KubernetesApiException exception)
        {
            Log.NoFacts(logger, exception);
        }
    }

    /// <summary>The server selects by node where the definition allows it; otherwise every node sees all attachments.</summary>
    private async Task<KubernetesSelector> SelectAttachmentsAsync(string nodeName, CancellationToken cancellationToken)
    {
        var definition = await api.GetAsync(Definitions, AttachmentApi.DefinitionName, PodJson.Default.JsonObject, cancellationToken)
            ?? throw new InvalidOperationException($"the cluster has no definition {AttachmentApi.DefinitionName}; install the driver's chart");
        var version = (definition["spec"]?["versions"] as JsonArray)?.FirstOrDefault(version => (string?)version?["name"] == AttachmentApi.Version)
            ?? throw new InvalidOperationException($"the definition {AttachmentApi.DefinitionName} has no version {AttachmentApi.Version}; update the driver's chart");
        var isSelectable = version["selectableFields"] is JsonArray fields
            && fields.Any(static field => (string?)field?["jsonPath"] == ".spec.nodeName");
        return isSelectable ? ByNode(nodeName) : KubernetesSelector.All;
    }

    private static KubernetesSelector ByNode(string nodeName) => new() { Fields = "spec.nodeName=" + nodeName };

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static partial class Log
    {
        [LoggerMessage(1000, LogLevel.Information, "Watching the Mountpoint Pods and attachments of node {Node}")]
        public static partial void Watching(ILogger logger, string node);

        [LoggerMessage(1001, LogLevel.Warning, "The server's version and kind are not known")]
        public static partial void NoFacts(ILogger logger, Exception exception);
    }
}
