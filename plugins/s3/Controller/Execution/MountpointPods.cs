using System.Text.Json.Nodes;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller.Objects;
using CsiHost.Plugins.S3.Controller.Planning;
using CsiHost.Plugins.S3.Controller.State;
using CsiHost.Plugins.S3.Controller.Templates;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.S3.Controller.Execution;

/// <summary>Makes Mountpoint Pods, tells them to end, and deletes them.</summary>
internal sealed partial class MountpointPods(
    IKubernetesApi api, ClusterState state, PodTemplates templates, string mountpointNamespace, ILogger<MountpointPods> logger)
{
    private readonly KubernetesResource _pods = Resources.PodsIn(mountpointNamespace);

    /// <exception cref="VolumeAttributeException">The volume asks for what cannot be made; nothing was made.</exception>
    public async Task<PodObject> CreateAsync(NewMountpointPod wanted, CancellationToken cancellationToken)
    {
        var stored = await api.CreateAsync(_pods, templates.Mountpoint(wanted), ControllerJson.Default.JsonObject, cancellationToken);
        var pod = PodTemplates.Read(stored);
        state.Remember(pod);
        LogMade(pod.Name, wanted.Volume.Name, wanted.NodeName, wanted.Workloads.Count, wanted.IsReplacement);
        return pod;
    }

    /// <summary>Tells a pod's node to unmount it. A pod that is gone needs no telling.</summary>
    public async Task RetireAsync(string name, CancellationToken cancellationToken)
    {
        var stored = await api.UpdateAsync(_pods, name, Annotate, ControllerJson.Default.JsonObject, cancellationToken);
        if (stored is null)
            return;
        state.Remember(PodTemplates.Read(stored));
        LogRetired(name);
    }

    public async Task DeleteAsync(PodReference pod, CancellationToken cancellationToken)
    {
        await api.DeleteAsync(_pods, pod.Name, new KubernetesPreconditions { Uid = pod.Uid }, cancellationToken);
        state.ForgetPod(pod.Name, pod.Uid);
        LogDeleted(pod.Name);
    }

    /// <summary>Asks the server whether a pod that the cache does not know is really gone.</summary>
    public async Task RequireGoneAsync(string name, CancellationToken cancellationToken)
    {
        if (await api.GetAsync(_pods, name, ControllerJson.Default.PodObject, cancellationToken) is not { } pod)
            return;
        state.Remember(pod);
        throw new StaleCacheException($"Mountpoint Pod {name} exists, although the cache did not know it");
    }

    /// <summary>Deletes a pod whose attachment could not be written.</summary>
    public async Task GiveUpAsync(PodObject pod, Exception reason, CancellationToken cancellationToken)
    {
        LogGivenUp(pod.Name, reason.Message);
        try
        {
            await DeleteAsync(new PodReference(pod.Name, pod.Uid), cancellationToken);
        }
        catch (KubernetesApiException e)
        {
            LogNotDeleted(pod.Name, e.Message);
        }
    }

    private static bool Annotate(JsonObject pod)
    {
        var metadata = pod["metadata"]!.AsObject();
        if (metadata["annotations"] is not JsonObject annotations)
            metadata["annotations"] = annotations = [];
        if ((string?)annotations[PodKeys.NeedsUnmount] == PodKeys.True)
            return false;
        annotations[PodKeys.NeedsUnmount] = PodKeys.True;
        return true;
    }

    [LoggerMessage(3001, LogLevel.Information, "Made Mountpoint Pod {Pod} for volume {Volume} on node {Node} and {Workloads} workload(s); replaces another: {Replaces}")]
    private partial void LogMade(string pod, string volume, string node, int workloads, bool replaces);

    [LoggerMessage(3002, LogLevel.Information, "Mountpoint Pod {Pod} is no longer used; told its node to unmount it")]
    private partial void LogRetired(string pod);

    [LoggerMessage(3003, LogLevel.Information, "Deleted pod {Pod}")]
    private partial void LogDeleted(string pod);

    [LoggerMessage(3004, LogLevel.Warning, "The attachment of Mountpoint Pod {Pod} could not be written; deleting the pod: {Reason}")]
    private partial void LogGivenUp(string pod, string reason);

    [LoggerMessage(3005, LogLevel.Warning, "Mountpoint Pod {Pod} could not be deleted; it is looked for later: {Reason}")]
    private partial void LogNotDeleted(string pod, string reason);
}
