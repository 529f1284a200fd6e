using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.S3.Controller.Objects;
using CsiHost.Plugins.S3.Controller.Planning;
using CsiHost.Plugins.S3.Controller.State;
using CsiHost.Plugins.S3.Controller.Templates;

namespace CsiHost.Plugins.S3.Controller.Headroom;

/// <summary>Carries headroom plans out.</summary>
internal sealed class HeadroomWork(IKubernetesApi api, ClusterState state, PodTemplates templates, string mountpointNamespace)
{
    private const int AlreadyExists = 409;
    private readonly KubernetesResource _pods = Resources.PodsIn(mountpointNamespace);

    public async Task ApplyAsync(PodObject workload, HeadroomPlan plan, CancellationToken cancellationToken)
    {
        if (plan.AddLabel)
            await PatchAsync(workload, WorkloadPatch.AddLabel(workload), cancellationToken);
        foreach (var volume in plan.Create)
            await CreateAsync(workload, volume, cancellationToken);
        foreach (var pod in plan.Delete)
            await DeleteAsync(pod, cancellationToken);
        if (plan.RemoveGate)
            await PatchAsync(workload, WorkloadPatch.RemoveGate(workload), cancellationToken);
        if (plan.RemoveLabel)
            await PatchAsync(workload, WorkloadPatch.RemoveLabel(workload), cancellationToken);
    }

    public async Task DeleteAsync(PodReference pod, CancellationToken cancellationToken)
    {
        await api.DeleteAsync(_pods, pod.Name, new KubernetesPreconditions { Uid = pod.Uid }, cancellationToken);
        state.ForgetPod(pod.Name, pod.Uid);
    }

    private ValueTask PatchAsync(PodObject workload, string patch, CancellationToken cancellationToken) =>
        api.PatchAsync(Resources.PodsIn(workload.Metadata.Namespace), workload.Name, patch, cancellationToken);

    private async Task CreateAsync(PodObject workload, VolumeObject volume, CancellationToken cancellationToken)
    {
        try
        {
            state.Remember(PodTemplates.Read(await api.CreateAsync(
                _pods, templates.Headroom(workload, volume), ControllerJson.Default.JsonObject, cancellationToken)));
        }
        catch (KubernetesApiException e) when (e.StatusCode == AlreadyExists && e.Reason == "AlreadyExists")
        {
            // It stands already; the watch will say so.
        }
    }
}
