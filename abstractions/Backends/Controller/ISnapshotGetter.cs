using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Backends.Controller;

/// <summary>Describes one snapshot (GET_SNAPSHOT).</summary>
public interface ISnapshotGetter
{
    /// <summary>The snapshot, ready or not; null when it does not exist.</summary>
    /// <param name="snapshotId">The snapshot.</param>
    /// <param name="secrets">Secrets of the call.</param>
    /// <param name="cancellationToken">The deadline.</param>
    ValueTask<Snapshot?> GetAsync(SnapshotId snapshotId, Secrets secrets, CancellationToken cancellationToken);
}
