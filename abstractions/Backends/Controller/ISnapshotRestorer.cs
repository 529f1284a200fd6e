using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Backends.Controller;

/// <summary>Makes volumes from snapshots.</summary>
public interface ISnapshotRestorer
{
    /// <summary>Makes a volume with the content of a snapshot, or returns the one of that name. Idempotent by name and source.</summary>
    /// <param name="request">What to make.</param>
    /// <param name="source">The snapshot to copy.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The deadline.</param>
    /// <exception cref="Errors.CsiException">NotFound: no such snapshot. OutOfRange: smaller than the snapshot.</exception>
    ValueTask<Volume> RestoreAsync(CreateVolumeRequest request, SnapshotId source, CallContext call, CancellationToken cancellationToken);
}
