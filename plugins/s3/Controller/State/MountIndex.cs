using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller.Objects;

namespace CsiHost.Plugins.S3.Controller.State;

/// <summary>Attachments, Mountpoint Pods and headroom pods, and the ways from one to the other. Not safe for threads by itself.</summary>
internal sealed class MountIndex
{
    private readonly MultiIndex<UnitKey, ObjectKey> _attachmentsByUnit = new();
    private readonly MultiIndex<string, UnitKey> _unitsByWorkload = new();
    private readonly MultiIndex<string, UnitKey> _unitsByPod = new();
    private readonly MultiIndex<UnitKey, ObjectKey> _podsByUnit = new();
    private readonly MultiIndex<string, ObjectKey> _headroomByWorkload = new();
    private readonly Action<UnitKey> _unitTouched;
    private readonly Action<PodObject> _headroomTouched;

    public MountIndex(Action<UnitKey> unitTouched, Action<PodObject> headroomTouched)
    {
        _unitTouched = unitTouched;
        _headroomTouched = headroomTouched;
        Attachments = new ObservedStore<MountpointS3PodAttachment>(AttachmentChanged);
        Pods = new ObservedStore<PodObject>(PodChanged);
    }

    public ObservedStore<MountpointS3PodAttachment> Attachments { get; }

    /// <summary>The pods of the Mountpoint namespace: Mountpoint Pods, headroom pods, and what others put there.</summary>
    public ObservedStore<PodObject> Pods { get; }

    public IEnumerable<UnitKey> Units => _attachmentsByUnit.Keys.Concat(_podsByUnit.Keys);

    public IEnumerable<UnitKey> UnitsOfWorkload(string uid) => _unitsByWorkload[uid];

    public IEnumerable<PodObject> HeadroomOf(string workloadUid) => _headroomByWorkload[workloadUid].Select(Pods.Find).OfType<PodObject>();

    public IReadOnlyList<MountpointS3PodAttachment> AttachmentsOf(UnitKey unit) =>
        [.. _attachmentsByUnit[unit].Select(Attachments.Find).OfType<MountpointS3PodAttachment>().OrderBy(static item => item.Name, StringComparer.Ordinal)];

    public IEnumerable<PodObject> PodsOf(UnitKey unit) => _podsByUnit[unit].Select(Pods.Find).OfType<PodObject>();

    /// <summary>The unit of a Mountpoint Pod of ours. A pod without our label is none, whatever its name.</summary>
    public static UnitKey? UnitOf(PodObject pod) =>
        PodNames.IsMountpointPod(pod.Name) && pod.Metadata.Labels?.MountpointVersion is not null
        && pod.TargetNode is { Length: > 0 } node && pod.TargetVolume is { Length: > 0 } volume
            ? new UnitKey(node, volume)
            : null;

    private static UnitKey UnitOf(MountpointS3PodAttachment attachment) => new(attachment.Spec.NodeName, attachment.Spec.PersistentVolumeName);

    private void AttachmentChanged(MountpointS3PodAttachment? before, MountpointS3PodAttachment? after)
    {
        if (before is not null)
            List(before, static (index, by, unit) => index.Remove(by, unit), _attachmentsByUnit.Remove);
        if (after is not null)
            List(after, static (index, by, unit) => index.Add(by, unit), _attachmentsByUnit.Add);

        // Another attachment of the unit may name the same workload or pod: what was just taken out is put back.
        if (before is not null)
        {
            foreach (var other in AttachmentsOf(UnitOf(before)))
                List(other, static (index, by, unit) => index.Add(by, unit), _attachmentsByUnit.Add);
            _unitTouched(UnitOf(before));
        }

        if (after is not null && (before is null || UnitOf(before) != UnitOf(after)))
            _unitTouched(UnitOf(after));
    }

    private void List(MountpointS3PodAttachment attachment, Action<MultiIndex<string, UnitKey>, string, UnitKey> apply, Action<UnitKey, ObjectKey> applyUnit)
    {
        var unit = UnitOf(attachment);
        applyUnit(unit, attachment.Key);
        foreach (var (pod, workloads) in attachment.Spec.MountpointS3PodAttachments)
        {
            apply(_unitsByPod, pod, unit);
            foreach (var workload in workloads)
                apply(_unitsByWorkload, workload.WorkloadPodUid, unit);
        }
    }

    private void PodChanged(PodObject? before, PodObject? after)
    {
        var pod = (after ?? before)!;
        if (PodNames.IsHeadroomPod(pod.Name))
        {
            if (before?.Metadata.Labels?.HeadroomForPod is { } old)
                _headroomByWorkload.Remove(old, pod.Key);
            if (after?.Metadata.Labels?.HeadroomForPod is { } now)
                _headroomByWorkload.Add(now, pod.Key);
            _headroomTouched(pod);
            return;
        }

        var units = new HashSet<UnitKey>(_unitsByPod[pod.Name]);
        if (before is not null && UnitOf(before) is { } left)
        {
            _podsByUnit.Remove(left, before.Key);
            units.Add(left);
        }

        if (after is not null && UnitOf(after) is { } entered)
        {
            _podsByUnit.Add(entered, after.Key);
            units.Add(entered);
        }

        foreach (var unit in units)
            _unitTouched(unit);
    }
}
