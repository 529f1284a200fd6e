using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Backends.Node;

/// <summary>Judges a volume's health (node capability VOLUME_CONDITION); needs <see cref="INodeVolumeStats"/> beside it.</summary>
public interface INodeVolumeHealth
{
    /// <summary>Judges. A path that does not answer is abnormal by the host's own finding, without this call.</summary>
    /// <param name="request">Which.</param>
    /// <param name="cancellationToken">The limit.</param>
    ValueTask<VolumeCondition> GetConditionAsync(StatsRequest request, CancellationToken cancellationToken);
}
