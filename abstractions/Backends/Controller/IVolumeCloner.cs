using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Backends.Controller;

/// <summary>Makes volumes from volumes (CLONE_VOLUME).</summary>
public interface IVolumeCloner
{
    /// <summary>Makes a volume with the content of another, or returns the one of that name. Idempotent by name and source.</summary>
    /// <param name="request">What to make.</param>
    /// <param name="source">The volume to copy.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The deadline.</param>
    /// <exception cref="Errors.CsiException">NotFound: no such source. OutOfRange: smaller than the source.</exception>
    ValueTask<Volume> CloneAsync(CreateVolumeRequest request, VolumeId source, CallContext call, CancellationToken cancellationToken);
}
