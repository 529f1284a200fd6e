using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller.Objects;
using CsiHost.Plugins.S3.Controller.State;

namespace CsiHost.Plugins.S3.Controller.Execution;

/// <summary>
/// Asks by name for what was written and never came back by the watch. What was deleted in between two lists is never told by any watch, and would be
/// believed in for ever.
/// </summary>
internal sealed class Confirmation(IKubernetesApi api, ClusterState state, string mountpointNamespace)
{
    private readonly KubernetesResource _pods = Resources.PodsIn(mountpointNamespace);

    public async Task RunAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        var (attachments, pods) = state.Unconfirmed(age);
        foreach (var attachment in attachments)
        {
            var found = await api.GetAsync(AttachmentApi.Resource, attachment.Name, AttachmentJson.Default.MountpointS3PodAttachment, cancellationToken);
            if (found?.Uid != attachment.Uid)
                state.Forget(attachment);
        }

        foreach (var pod in pods)
        {
            var found = await api.GetAsync(_pods, pod.Name, ControllerJson.Default.PodObject, cancellationToken);
            if (found?.Uid != pod.Uid)
                state.ForgetPod(pod.Name, pod.Uid);
        }
    }
}
