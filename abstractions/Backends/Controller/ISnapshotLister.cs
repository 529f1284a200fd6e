using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Backends.Controller;

/// <summary>Lists snapshots (LIST_SNAPSHOTS).</summary>
public interface ISnapshotLister
{
    /// <summary>Lists; filters that match nothing give an empty page.</summary>
    /// <param name="request">Which.</param>
    /// <param name="cancellationToken">The deadline.</param>
    /// <exception cref="Errors.CsiException">InvalidToken: the token is not ours.</exception>
    ValueTask<Page<Snapshot>> ListAsync(ListSnapshotsRequest request, CancellationToken cancellationToken);
}
