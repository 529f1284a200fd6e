using CsiHost.Plugins.S3.Attachments;

namespace CsiHost.Plugins.S3.Controller.Planning;

/// <summary>
/// What becomes of one attachment object. It is carried out in the order of the members: whoever is stopped in between leaves a state that the next
/// pass understands.
/// </summary>
internal sealed record AttachmentPlan
{
    /// <summary>The object as it is; null when it has to be made.</summary>
    public MountpointS3PodAttachment? Stored { get; init; }

    public required SharingKey Key { get; init; }

    /// <summary>Mountpoint Pods that are acted on because they are not in the cache; they must really not exist.</summary>
    public IReadOnlyList<string> MustBeGone { get; init; } = [];

    /// <summary>A Mountpoint Pod to be made for these workloads; null for none.</summary>
    public NewMountpointPod? NewPod { get; init; }

    /// <summary>The workloads of the pods that exist, as the first write leaves them. Pods to be retired are in it with nobody.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<WorkloadAttachment>> Entries { get; init; }

    /// <summary>
    /// Pods that are told to end after the first write has shown that nobody got them meanwhile, and before the second write takes them out: so they
    /// can be given to nobody at any moment.
    /// </summary>
    public IReadOnlyList<string> Retire { get; init; } = [];

    /// <summary>Pods that are through, deleted at the end.</summary>
    public IReadOnlyList<PodReference> Delete { get; init; } = [];

    /// <summary>Whether nothing is left, so that the object goes.</summary>
    public bool EndsEmpty => NewPod is null && Entries.Keys.All(Retire.Contains);
}
