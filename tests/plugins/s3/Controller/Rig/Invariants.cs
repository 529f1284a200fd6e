using CsiHost.Plugins.S3.Attachments;

namespace CsiHost.Plugins.S3.Tests.Controller.Rig;

/// <summary>What must hold at every moment.</summary>
internal sealed class Invariants(ControllerRig rig, NodeModel nodes)
{
    public void Check(string after)
    {
        var attachments = rig.ListAttachments();
        var workloads = nodes.Workloads().ToDictionary(pod => (string)pod["metadata"]!["uid"]!, pod => (string)pod["status"]!["phase"]!);
        var users = attachments.SelectMany(attachment => attachment.Spec.MountpointS3PodAttachments)
            .SelectMany(entry => entry.Value.Select(user => (Pod: entry.Key, Uid: user.WorkloadPodUid))).ToList();

        attachments.GroupBy(attachment => SharingKey.Of(attachment.Spec)).ShouldAllBe(group => group.Count() == 1, $"two attachments of one key {after}");
        users.GroupBy(user => user.Uid).ShouldAllBe(group => group.Count() == 1, $"a workload has two Mountpoint Pods {after}");

        var pods = rig.ListPods().ToDictionary(ControllerRig.NameOf, pod => pod);
        foreach (var (uid, pod) in nodes.Mounts)
            pods.ShouldContainKey(pod, $"the Mountpoint Pod of {uid} was deleted under it {after}\n{rig.Describe()}");
        foreach (var (pod, uid) in users)
        {
            var isMarked = pods.TryGetValue(pod, out var found) && (string?)found["metadata"]!["annotations"]?[PodKeys.NeedsUnmount] == "true";
            var isActive = workloads.TryGetValue(uid, out var phase) && phase is "Pending" or "Running";
            (isMarked && isActive).ShouldBeFalse($"{pod} is told to unmount while {uid} uses it {after}\n{rig.Describe()}");
        }
    }
}
