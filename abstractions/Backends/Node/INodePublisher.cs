using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;

namespace CsiHost.Abstractions.Backends.Node;

/// <summary>
/// Says how a volume is shown at a target path. A backend answers with data; the host mounts, confirms, records and reverts. So there is no
/// unpublish method: the host takes the recorded plan back.
/// </summary>
public interface INodePublisher
{
    /// <summary>How the host unmounts this driver's volumes.</summary>
    UnmountPolicy UnmountPolicy => UnmountPolicy.Default;

    /// <summary>
    /// Whether a repeated publish of a volume at its target refreshes what is there even when the request's capability or read-only setting
    /// differs from the first one's. False, as the specification wants it: a difference is ALREADY_EXISTS. True is for drivers that Kubernetes calls again
    /// and again to renew credentials, which must not end because somebody edited the mount options of a volume in use.
    /// </summary>
    bool RefreshesChangedUse => false;

    /// <summary>
    /// Plans. Called on every NodePublishVolume, also on repeats; no effects beyond look-ups, since the plan may turn out to be in place already.
    /// </summary>
    /// <param name="request">What and where.</param>
    /// <param name="call">The call. The host holds a lock on the target path.</param>
    /// <param name="cancellationToken">The deadline.</param>
    /// <exception cref="Errors.CsiException">NotFound: no such volume. FailedPrecondition: the capability is beyond the volume.</exception>
    ValueTask<MountPlan> PlanPublishAsync(PublishRequest request, CallContext call, CancellationToken cancellationToken);

    /// <summary>The plan is in place and healthy already: renew what may change, such as credentials. Kubernetes repeats the call for this.</summary>
    /// <param name="request">The repeated request, with fresh tokens.</param>
    /// <param name="plan">The plan in place.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The deadline.</param>
    ValueTask RefreshAsync(PublishRequest request, MountPlan plan, CallContext call, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    /// <summary>The target is unpublished: drop what was kept for it. Called after the revert, also when nothing was published.</summary>
    /// <param name="volumeId">The volume.</param>
    /// <param name="targetPath">The target.</param>
    /// <param name="cancellationToken">The deadline.</param>
    ValueTask OnUnpublishedAsync(VolumeId volumeId, AbsolutePath targetPath, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;
}
