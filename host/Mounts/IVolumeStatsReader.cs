using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Models;

namespace CsiHost.Mounts;

/// <summary>Asks a backend for a volume's usage without ever waiting for a mount that does not answer.</summary>
internal interface IVolumeStatsReader
{
    /// <summary>The usage, or the last one known when the volume does not answer in time.</summary>
    ValueTask<VolumeStatsReading> ReadAsync(StatsRequest request, INodeVolumeStats stats, INodeVolumeHealth? health, CancellationToken cancellationToken);
}
