using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;

namespace CsiHost.Abstractions.Backends.Node;

/// <summary>Says how a volume is staged, once a node (STAGE_UNSTAGE_VOLUME). Unstaging reverts the recorded plan.</summary>
public interface INodeStager
{
    /// <summary>Plans; no effects beyond look-ups. The plan may have no steps.</summary>
    /// <param name="request">What and where.</param>
    /// <param name="call">The call. The host holds a lock on the volume.</param>
    /// <param name="cancellationToken">The deadline.</param>
    ValueTask<MountPlan> PlanStageAsync(StageRequest request, CallContext call, CancellationToken cancellationToken);
}
