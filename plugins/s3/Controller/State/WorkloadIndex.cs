using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller.Objects;

namespace CsiHost.Plugins.S3.Controller.State;

/// <summary>Workload pods, claims, volumes and service accounts, and the ways from one to the other. Not safe for threads by itself.</summary>
internal sealed class WorkloadIndex
{
    private readonly Dictionary<string, PodObject> _byUid = new(StringComparer.Ordinal);
    private readonly MultiIndex<ObjectKey, ObjectKey> _byClaim = new();
    private readonly MultiIndex<ObjectKey, ObjectKey> _byAccount = new();
    private readonly Action<PodObject> _touched;

    /// <param name="touched">Told each pod, in its old and its new state, that is concerned by a change.</param>
    public WorkloadIndex(Action<PodObject> touched)
    {
        _touched = touched;
        Pods = new ObservedStore<PodObject>(PodChanged);
        Claims = new ObservedStore<ClaimObject>((before, after) => TouchAll(_byClaim[(after ?? before)!.Key]));
        Volumes = new ObservedStore<VolumeObject>(VolumeChanged);
        Accounts = new ObservedStore<AccountObject>((before, after) =>
        {
            if (before is null || after is null || before.RoleArn != after.RoleArn)
                TouchAll(_byAccount[(after ?? before)!.Key]);
        });
    }

    /// <summary>Pods that name a claim; no other concerns this driver.</summary>
    public ObservedStore<PodObject> Pods { get; }

    public ObservedStore<ClaimObject> Claims { get; }

    public ObservedStore<VolumeObject> Volumes { get; }

    public ObservedStore<AccountObject> Accounts { get; }

    public PodObject? FindByUid(string uid) => _byUid.GetValueOrDefault(uid);

    public ClaimView Resolve(string space, string claimName)
    {
        if (Claims.Find(new ObjectKey(space, claimName)) is not { } claim)
            return new ClaimView(claimName, ClaimState.NoClaim, null);
        if (claim.BoundVolume is not { } volumeName)
            return new ClaimView(claimName, ClaimState.Unbound, null);
        if (Volumes.Find(new ObjectKey("", volumeName)) is not { } volume)
            return new ClaimView(claimName, ClaimState.NoVolume, null);
        if (volume.Claim != claim.Key)
            return new ClaimView(claimName, ClaimState.Mismatch, null);
        return volume.IsOurs ? new ClaimView(claimName, ClaimState.Ours, volume) : new ClaimView(claimName, ClaimState.Foreign, null);
    }

    public IReadOnlyList<ClaimView> ResolveAll(PodObject pod) =>
        [.. pod.Claims.Distinct(StringComparer.Ordinal).Select(claim => Resolve(pod.Metadata.Namespace, claim))];

    public IReadOnlyList<Consumer> ConsumersOf(VolumeObject volume, string node)
    {
        if (volume.Claim is not { } claim || Resolve(claim.Namespace, claim.Name).Volume?.Name != volume.Name)
            return [];
        return [.. _byClaim[claim].Select(Pods.Find).OfType<PodObject>().Where(pod => pod.Spec.NodeName == node)
            .OrderBy(static pod => pod.Name, StringComparer.Ordinal)
            .Select(pod => new Consumer(pod, Accounts.Find(new ObjectKey(pod.Metadata.Namespace, pod.ServiceAccount))))];
    }

    private void PodChanged(PodObject? before, PodObject? after)
    {
        if (before is not null)
            Unlist(before);
        if (after is not null)
            List(after);
        if (before is not null)
            _touched(before);
        if (after is not null)
            _touched(after);
    }

    private void List(PodObject pod)
    {
        _byUid[pod.Uid] = pod;
        foreach (var claim in pod.Claims)
            _byClaim.Add(new ObjectKey(pod.Metadata.Namespace, claim), pod.Key);
        _byAccount.Add(new ObjectKey(pod.Metadata.Namespace, pod.ServiceAccount), pod.Key);
    }

    private void Unlist(PodObject pod)
    {
        _byUid.Remove(pod.Uid);
        foreach (var claim in pod.Claims)
            _byClaim.Remove(new ObjectKey(pod.Metadata.Namespace, claim), pod.Key);
        _byAccount.Remove(new ObjectKey(pod.Metadata.Namespace, pod.ServiceAccount), pod.Key);
    }

    private void VolumeChanged(VolumeObject? before, VolumeObject? after)
    {
        foreach (var claim in new[] { before?.Claim, after?.Claim }.OfType<ObjectKey>().Distinct())
            TouchAll(_byClaim[claim]);
    }

    private void TouchAll(IReadOnlyCollection<ObjectKey> pods)
    {
        foreach (var key in pods)
        {
            if (Pods.Find(key) is { } pod)
                _touched(pod);
        }
    }
}
