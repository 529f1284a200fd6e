using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Mounting;
using CsiHost.Plugins.S3.Node;

namespace CsiHost.Plugins.S3.Pods;

/// <summary>Finds the Mountpoint Pod that the controller gave to a workload, and waits for it.</summary>
internal sealed class MountpointPodFinder(ClusterView view, S3NodeOptions options, TimeProvider time)
{
    private const string UnschedulableIssue = "https://github.com/awslabs/mountpoint-s3-csi-driver/issues/543";

    /// <exception cref="CsiException">There is none in time (Failed); the message says what to look at.</exception>
    public async Task<FoundPod> FindAsync(PublishInputs inputs, CancellationToken cancellationToken)
    {
        if (!view.IsWatching)
            throw CsiErrors.FailedPrecondition("this host runs outside a Kubernetes cluster, where there are no Mountpoint Pods to mount with");
        var found = await Waiting.ForAsync(
            view.Attachments, () => FindAttachment(inputs), options.ControllerTimeout, time, cancellationToken) ?? throw NoAttachment();
        var podName = found.Spec.FindMountpointPod(inputs.WorkloadUid)!;
        var pod = await Waiting.ForAsync(view.Pods, () => FindRunning(podName), options.ControllerTimeout, time, cancellationToken);
        return pod is not null
            ? new FoundPod(pod, found.Spec.WorkloadServiceAccountIamRoleArn ?? "")
            : throw NotReady(podName, view.Pods.Find(podName));
    }

    /// <summary>
    /// The attachment with the workload and with what identifies the mount. Mount options are not compared, since they may be edited while a volume is
    /// in use; nor is the role.
    /// </summary>
    public MountpointS3PodAttachment? FindAttachment(PublishInputs inputs) => view.Attachments.Values.FirstOrDefault(attachment =>
        Matches(attachment.Spec, inputs) && attachment.Spec.FindMountpointPod(inputs.WorkloadUid) is not null);

    /// <summary>Where to look when a Mountpoint Pod fails.</summary>
    public string LogHint(string podName) => $"You can see its logs by running: kubectl logs -n {NamespaceOf(podName)} {podName}";

    private bool Matches(AttachmentSpec spec, PublishInputs inputs)
    {
        if (spec.NodeName != view.NodeName || spec.PersistentVolumeName != inputs.VolumeName || spec.VolumeId != inputs.VolumeId
            || spec.WorkloadFsGroup != inputs.FsGroup || spec.AuthenticationSource != inputs.AuthenticationSource)
        {
            return false;
        }

        return inputs.AuthenticationSource != AuthenticationSources.Pod
            || (spec.WorkloadNamespace == inputs.WorkloadNamespace && spec.WorkloadServiceAccountName == inputs.ServiceAccount);
    }

    private MountpointPod? FindRunning(string name) => view.Pods.Find(name) is { IsRunning: true } pod ? pod : null;

    private static CsiException NoAttachment() => new(
        CsiErrorKind.Failed,
        "Failed to find corresponding MountpointS3PodAttachment custom resource: context deadline exceeded. "
        + "The controller makes it; you can see why it did not by running: kubectl logs -n kube-system -lapp=s3-csi-controller");

    private CsiException NotReady(string name, MountpointPod? pod)
    {
        var reason = pod switch
        {
            null => "mppod/watcher: mountpoint pod not found",
            { Status.IsUnschedulable: true } => $"mppod/watcher: mountpoint pod unschedulable: the node has no room for it, see {UnschedulableIssue}",
            { Status.WaitingReason: { Length: > 0 } waiting } => $"mppod/watcher: mountpoint pod not ready ({waiting})",
            _ => $"mppod/watcher: mountpoint pod not ready (phase {(pod.Status.Phase.Length > 0 ? pod.Status.Phase : "unknown")})",
        };
        return new CsiException(
            CsiErrorKind.Failed,
            $"Failed to wait for Mountpoint Pod \"{name}\" to be ready: {reason}. You can see its state by running: kubectl describe pods -n {NamespaceOf(name)} {name}");
    }

    private string NamespaceOf(string podName) =>
        view.Pods.Find(podName)?.Metadata.Namespace is { Length: > 0 } known ? known : options.MountpointNamespace is { Length: > 0 } configured ? configured : "mount-s3";
}
