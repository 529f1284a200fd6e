using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Backends.Node;

/// <summary>Measures a volume (GET_VOLUME_STATS). <see cref="Ports.IFileSystemProbe.GetUsageAsync"/> is the usual answer.</summary>
public interface INodeVolumeStats
{
    /// <summary>Whether the driver advertises the capability. When it does not, calls are answered all the same. Constant for the life of the process.</summary>
    bool IsOffered => true;

    /// <summary>Measures. The host adds a time limit and answers from the last measurement when it passes.</summary>
    /// <param name="request">Which.</param>
    /// <param name="cancellationToken">The limit.</param>
    /// <exception cref="Errors.CsiException">NotFound: no such volume.</exception>
    ValueTask<VolumeStats> GetStatsAsync(StatsRequest request, CancellationToken cancellationToken);
}
