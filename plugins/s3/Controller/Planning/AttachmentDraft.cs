using CsiHost.Plugins.S3.Attachments;

namespace CsiHost.Plugins.S3.Controller.Planning;

/// <summary>An attachment object while its plan is made.</summary>
internal sealed class AttachmentDraft(SharingKey key, MountpointS3PodAttachment? stored)
{
    public SharingKey Key { get; } = key;

    public MountpointS3PodAttachment? Stored { get; } = stored;

    /// <summary>Workloads by Mountpoint Pod, in order of the pods' names so that decisions do not depend on a map's order.</summary>
    public SortedDictionary<string, List<WorkloadAttachment>> Users { get; } = Copy(stored);

    /// <summary>Workloads for a Mountpoint Pod that has to be made.</summary>
    public List<WorkloadAttachment> NewUsers { get; } = [];

    public bool NewWantsHeadroom { get; set; }

    public bool Replaces { get; set; }

    /// <summary>Pods whose users moved away because they ended.</summary>
    public HashSet<string> Lost { get; } = new(StringComparer.Ordinal);

    public bool HasUsers => NewUsers.Count > 0 || Users.Values.Any(static users => users.Count > 0);

    public bool Knows(string uid) =>
        NewUsers.Exists(user => user.WorkloadPodUid == uid) || Users.Values.Any(users => users.Exists(user => user.WorkloadPodUid == uid));

    private static SortedDictionary<string, List<WorkloadAttachment>> Copy(MountpointS3PodAttachment? stored)
    {
        var copy = new SortedDictionary<string, List<WorkloadAttachment>>(StringComparer.Ordinal);
        foreach (var (pod, users) in stored?.Spec.MountpointS3PodAttachments ?? new Dictionary<string, IReadOnlyList<WorkloadAttachment>>())
            copy[pod] = [.. users];
        return copy;
    }
}
