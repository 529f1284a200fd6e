using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Ports;
using Microsoft.Extensions.Logging;

namespace CsiHost.Kubernetes;

/// <summary>
/// Removes a driver's start-up taint from the node once kubelet knows the driver, so that no pod arrives before. The verbs are the ones that
/// the roles of existing charts grant: get on the CSINode, get and patch on the Node.
/// </summary>
internal sealed partial class NodeTaint(IKubernetesApi api, TimeProvider clock, ILogger<NodeTaint> logger)
{
    private const int Forbidden = 403;
    private static readonly KubernetesResource Nodes = new() { Version = "v1", Plural = "nodes" };
    private static readonly KubernetesResource CsiNodes = new() { Group = "storage.k8s.io", Version = "v1", Plural = "csinodes" };

    /// <summary>
    /// Waits and removes; completes when the taint is gone. Every failure is repeated, at most every 10 s, until the token ends it. Nothing
    /// happens without a cluster, a node name or a key.
    /// </summary>
    /// <param name="nodeName">The node's name; may be null.</param>
    /// <param name="driver">The driver.</param>
    /// <param name="key">The taint's key; any effect and value. Empty means the driver has none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RemoveAsync(string? nodeName, DriverName driver, string key, CancellationToken cancellationToken)
    {
        if (!api.IsAvailable || string.IsNullOrEmpty(nodeName) || key.Length == 0)
            return;
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        var last = "";
        while (true)
        {
            var problem = await TryRemoveAsync(nodeName, driver, key, cancellationToken);
            if (problem is null)
                return;

            // Once is enough: a role without the verb would otherwise fill the log.
            if (problem.Length > 0 && problem != last)
                LogProblem(key, nodeName, problem);
            last = problem;
            await Task.Delay(backoff.Next(), clock, cancellationToken);
        }
    }

    /// <summary>One attempt: null when the taint is gone, empty to try again in silence, else the problem.</summary>
    private async ValueTask<string?> TryRemoveAsync(string nodeName, DriverName driver, string key, CancellationToken cancellationToken)
    {
        try
        {
            if (!await IsRegisteredAsync(nodeName, driver, cancellationToken))
                return "";
            var removed = false;
            while (await api.GetAsync(Nodes, nodeName, KubernetesJson.Default.NodeObject, cancellationToken) is { } node)
            {
                // Read again after the patch: only a node without the taint is proof.
                if (TaintPatch.Create(node, key) is not { } patch)
                {
                    LogGone(key, nodeName, driver, removed);
                    return null;
                }

                if (removed)
                    return "it is still there after its removal";
                await api.PatchAsync(Nodes, nodeName, patch, cancellationToken);
                removed = true;
            }

            return "the node does not exist";
        }
        catch (KubernetesApiException e) when (e.StatusCode is 409 or 422)
        {
            // Somebody changed the node between the read and the patch.
            return "";
        }
        catch (KubernetesApiException e)
        {
            return e.Message;
        }
    }

    private async ValueTask<bool> IsRegisteredAsync(string nodeName, DriverName driver, CancellationToken cancellationToken)
    {
        try
        {
            var node = await api.GetAsync(CsiNodes, nodeName, KubernetesJson.Default.CsiNodeObject, cancellationToken);
            return node?.Lists(driver.Value) == true;
        }
        catch (KubernetesApiException e) when (e.StatusCode == Forbidden)
        {
            // Older charts grant no csinodes. A node that stays tainted for ever is worse than one that is opened a little early.
            return true;
        }
    }
}
