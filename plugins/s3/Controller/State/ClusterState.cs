using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller.Objects;

namespace CsiHost.Plugins.S3.Controller.State;

/// <summary>
/// What is known of the cluster. Each change says which keys have to be looked at again: a claim that becomes bound, a volume or service account
/// that changes, concerns the pods that use it just as their own changes do.
/// </summary>
internal sealed class ClusterState
{
    private readonly Lock _gate = new();
    private readonly WorkloadIndex _workloads;
    private readonly MountIndex _mounts;
    private readonly string _mountpointNamespace;
    private readonly TimeProvider _time;
    private IWorkSink? _sink;

    public ClusterState(string mountpointNamespace, TimeProvider time)
    {
        _mountpointNamespace = mountpointNamespace;
        _time = time;
        _workloads = new WorkloadIndex(TouchWorkload);
        _mounts = new MountIndex(unit => _sink?.Add(WorkKey.Unit(unit)), TouchHeadroom);
    }

    /// <summary>From now on changes are told to this; null for nobody.</summary>
    public void ReportTo(IWorkSink? sink)
    {
        lock (_gate)
            _sink = sink;
    }

    public void Update(Action<Stores> update)
    {
        lock (_gate)
            update(new Stores(_workloads, _mounts));
    }

    /// <summary>Takes an answer of the server to a write of ours.</summary>
    public void Remember(MountpointS3PodAttachment attachment)
    {
        lock (_gate)
            _mounts.Attachments.Remember(attachment, _time.GetTimestamp());
    }

    public void Remember(PodObject pod)
    {
        lock (_gate)
            _mounts.Pods.Remember(pod, _time.GetTimestamp());
    }

    public void Forget(MountpointS3PodAttachment attachment)
    {
        lock (_gate)
            _mounts.Attachments.Remove(attachment.Key, attachment.Uid);
    }

    public void ForgetPod(string name, string uid)
    {
        lock (_gate)
            _mounts.Pods.Remove(new ObjectKey(_mountpointNamespace, name), uid);
    }

    public UnitView Read(UnitKey unit)
    {
        lock (_gate)
        {
            var volume = _workloads.Volumes.Find(new ObjectKey("", unit.Volume)) is { IsOurs: true } found ? found : null;
            var attachments = _mounts.AttachmentsOf(unit);
            var pods = _mounts.PodsOf(unit).ToDictionary(static pod => pod.Name, StringComparer.Ordinal);
            var workloads = new Dictionary<string, PodObject>(StringComparer.Ordinal);
            foreach (var (name, users) in attachments.SelectMany(static attachment => attachment.Spec.MountpointS3PodAttachments))
            {
                if (_mounts.Pods.Find(new ObjectKey(_mountpointNamespace, name)) is { } pod)
                    pods[name] = pod;
                foreach (var user in users)
                {
                    if (_workloads.FindByUid(user.WorkloadPodUid) is { } workload)
                        workloads[user.WorkloadPodUid] = workload;
                }
            }

            return new UnitView
            {
                Key = unit,
                Volume = volume,
                Consumers = volume is null ? [] : _workloads.ConsumersOf(volume, unit.Node),
                Attachments = attachments,
                MountpointPods = pods,
                Workloads = workloads,
            };
        }
    }

    public WorkloadView? ReadWorkload(string space, string name)
    {
        lock (_gate)
        {
            return _workloads.Pods.Find(new ObjectKey(space, name)) is { } pod ? new WorkloadView
            {
                Pod = pod,
                Claims = _workloads.ResolveAll(pod),
                HeadroomPods = [.. _mounts.HeadroomOf(pod.Uid)],
            } : null;
        }
    }

    /// <summary>A headroom pod and its workload; nulls for what does not exist.</summary>
    public (PodObject? Pod, PodObject? Workload) ReadHeadroomPod(string name)
    {
        lock (_gate)
        {
            var pod = _mounts.Pods.Find(new ObjectKey(_mountpointNamespace, name));
            return (pod, pod?.Metadata.Labels?.HeadroomForPod is { } uid ? _workloads.FindByUid(uid) : null);
        }
    }

    /// <summary>Everything there is to look at.</summary>
    public IReadOnlyCollection<WorkKey> AllKeys()
    {
        lock (_gate)
        {
            var keys = new HashSet<WorkKey>();
            foreach (var pod in _workloads.Pods.Values)
                keys.UnionWith(KeysOf(pod));
            foreach (var unit in _mounts.Units)
                keys.Add(WorkKey.Unit(unit));
            foreach (var pod in _mounts.Pods.Values.Where(static pod => PodNames.IsHeadroomPod(pod.Name)))
                keys.Add(WorkKey.HeadroomPod(pod.Name));
            return keys;
        }
    }

    /// <summary>Attachments and pods that were written so long ago and have not come back by the watch.</summary>
    public (IReadOnlyList<MountpointS3PodAttachment> Attachments, IReadOnlyList<PodObject> Pods) Unconfirmed(TimeSpan age)
    {
        var before = _time.GetTimestamp() - (long)(age.TotalSeconds * _time.TimestampFrequency);
        lock (_gate)
            return (_mounts.Attachments.Unconfirmed(before), _mounts.Pods.Unconfirmed(before));
    }

    private IEnumerable<WorkKey> KeysOf(PodObject pod)
    {
        yield return WorkKey.Workload(pod.Metadata.Namespace, pod.Name);
        if (pod.Spec.NodeName is { Length: > 0 } node)
        {
            foreach (var claim in _workloads.ResolveAll(pod))
            {
                if (claim.Volume is { } volume)
                    yield return WorkKey.Unit(new UnitKey(node, volume.Name));
            }
        }

        foreach (var unit in _mounts.UnitsOfWorkload(pod.Uid))
            yield return WorkKey.Unit(unit);
        foreach (var headroom in _mounts.HeadroomOf(pod.Uid))
            yield return WorkKey.HeadroomPod(headroom.Name);
    }

    private void TouchWorkload(PodObject pod)
    {
        if (_sink is null)
            return;
        foreach (var key in KeysOf(pod))
            _sink.Add(key);
    }

    private void TouchHeadroom(PodObject pod)
    {
        _sink?.Add(WorkKey.HeadroomPod(pod.Name));
        if (pod.Metadata.Labels?.HeadroomForPod is { } uid && _workloads.FindByUid(uid) is { } workload)
            _sink?.Add(WorkKey.Workload(workload.Metadata.Namespace, workload.Name));
    }

    /// <summary>The collections, for the watches that fill them.</summary>
    internal readonly record struct Stores(WorkloadIndex Workloads, MountIndex Mounts);
}
