using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Backends.Controller;

/// <summary>Makes and deletes snapshots (CREATE_DELETE_SNAPSHOT).</summary>
public interface ISnapshotter
{
    /// <summary>Cuts a snapshot, or returns the one of that name. Idempotent by name and source; returns once it is cut.</summary>
    /// <param name="request">What to cut.</param>
    /// <param name="call">The call. The host holds locks on the name and the source volume.</param>
    /// <param name="cancellationToken">The deadline.</param>
    /// <exception cref="Errors.CsiException">NotFound: no such volume. Incompatible: the name is taken with another source.</exception>
    ValueTask<Snapshot> CreateAsync(CreateSnapshotRequest request, CallContext call, CancellationToken cancellationToken);

    /// <summary>Deletes a snapshot. One that does not exist is no error.</summary>
    /// <param name="request">What to delete.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The deadline.</param>
    ValueTask DeleteAsync(DeleteSnapshotRequest request, CallContext call, CancellationToken cancellationToken);
}
