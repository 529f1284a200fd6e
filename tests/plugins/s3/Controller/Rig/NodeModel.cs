using System.Text.Json.Nodes;
using CsiHost.Plugins.S3.Attachments;

namespace CsiHost.Plugins.S3.Tests.Controller.Rig;

/// <summary>
/// Scheduler, kubelet and node plugin of all nodes, as far as the controller meets them: they place and start Mountpoint Pods, mount for workloads
/// what the attachments say, and unmount what is marked and no longer in use. Time passes in steps.
/// </summary>
internal sealed class NodeModel(ControllerRig rig, Random random)
{
    private readonly Dictionary<string, string> _mounts = [];

    /// <summary>The Mountpoint Pods that workloads have mounted, by the workload's uid.</summary>
    public IReadOnlyDictionary<string, string> Mounts => _mounts;

    /// <summary>Lets each pod go on with a likelihood.</summary>
    public void Step(double likelihood)
    {
        foreach (var pod in rig.ListPods().Where(_ => random.NextDouble() < likelihood))
            StepMountpointPod(pod);
        foreach (var workload in Workloads().Where(_ => random.NextDouble() < likelihood))
            StepWorkload(workload);
    }

    public IReadOnlyList<JsonObject> Workloads() => rig.Store.List(CsiHost.StandIns.Kubernetes.ResourceAddress.Core("pods", "default"));

    /// <summary>The workload's containers have ended: kubelet unmounts.</summary>
    public void End(JsonObject workload, string phase)
    {
        _mounts.Remove(Uid(workload));
        rig.SetPhase("default", ControllerRig.NameOf(workload), phase);
    }

    /// <summary>A Mountpoint Pod is evicted: its mounts are dead, and kubelet mounts again for whoever is still there.</summary>
    public void Evict(JsonObject pod)
    {
        foreach (var uid in _mounts.Where(mount => mount.Value == ControllerRig.NameOf(pod)).Select(mount => mount.Key).ToList())
            _mounts.Remove(uid);
        rig.SetPhase(Cluster.MountNamespace, ControllerRig.NameOf(pod), "Failed");
    }

    private static string Uid(JsonObject value) => (string)value["metadata"]!["uid"]!;

    private static string Phase(JsonObject value) => (string?)value["status"]?["phase"] ?? "Pending";

    private void StepMountpointPod(JsonObject pod)
    {
        var name = ControllerRig.NameOf(pod);
        if (Phase(pod) == "Pending")
        {
            var node = pod["spec"]!["affinity"]!["nodeAffinity"]!["requiredDuringSchedulingIgnoredDuringExecution"]!["nodeSelectorTerms"]![0]!["matchFields"]![0]!["values"]![0]!;
            TryChange(name, value =>
            {
                value["spec"]!["nodeName"] = node.DeepClone();
                value["status"] = new JsonObject { ["phase"] = "Running" };
            });
        }
        else if (Phase(pod) == "Running" && (string?)pod["metadata"]!["annotations"]?[PodKeys.NeedsUnmount] == "true" && !_mounts.ContainsValue(name))
        {
            TryChange(name, value => value["status"]!["phase"] = "Succeeded");
        }
    }

    private void StepWorkload(JsonObject workload)
    {
        var uid = Uid(workload);
        if (Phase(workload) is not ("Pending" or "Running") || _mounts.ContainsKey(uid))
            return;
        var pod = rig.ListAttachments().Select(attachment => attachment.Spec.FindMountpointPod(uid)).FirstOrDefault(found => found is not null);
        if (pod is null || rig.ListPods().FirstOrDefault(found => ControllerRig.NameOf(found) == pod) is not { } found || Phase(found) != "Running")
            return;
        _mounts[uid] = pod;
        if (Phase(workload) == "Pending")
            rig.SetPhase("default", ControllerRig.NameOf(workload), "Running");
    }

    /// <summary>The controller may delete the pod in between.</summary>
    private void TryChange(string name, Action<JsonObject> change)
    {
        try
        {
            rig.Change("pods", Cluster.MountNamespace, name, change);
        }
        catch (Exception e) when (e.Message.Contains("not found", StringComparison.Ordinal))
        {
            // Gone.
        }
    }
}
