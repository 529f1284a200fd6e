using CsiHost.Plugins.S3.Controller.State;

namespace CsiHost.Plugins.S3.Controller.Planning;

/// <summary>
/// Finds what is named but not there: workloads that attachments name, and Mountpoint Pods that no attachment names. The list that the caches began
/// with may be older than what they tell, so absence counts only when it lasts.
/// </summary>
internal static class Absentees
{
    /// <summary>How long an unknown workload's attachment, and a Mountpoint Pod that nobody names, are left alone.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    public static string Workload(string uid) => "workload " + uid;

    public static string Unnamed(string mountpointPod) => "pod " + mountpointPod;

    public static IReadOnlySet<string> Find(UnitView view)
    {
        var entries = view.Attachments.SelectMany(static attachment => attachment.Spec.MountpointS3PodAttachments).ToList();
        var named = entries.Select(static entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        var missing = entries.SelectMany(static entry => entry.Value).Select(static user => user.WorkloadPodUid)
            .Where(uid => !view.Workloads.ContainsKey(uid)).Select(Workload);
        var unnamed = view.MountpointPods.Keys.Where(name => !named.Contains(name)).Select(Unnamed);
        return missing.Concat(unnamed).ToHashSet(StringComparer.Ordinal);
    }
}
