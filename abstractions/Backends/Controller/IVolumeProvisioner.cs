using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Backends.Controller;

/// <summary>Makes and deletes volumes (CREATE_DELETE_VOLUME).</summary>
public interface IVolumeProvisioner
{
    /// <summary>
    /// Makes an empty volume, or returns the one of that name. Idempotent by name.
    /// </summary>
    /// <param name="request">What to make.</param>
    /// <param name="call">The call. The host holds a lock on the name.</param>
    /// <param name="cancellationToken">The deadline; the caller repeats the call, so resume rather than roll back.</param>
    /// <exception cref="Errors.CsiException">Incompatible: the name is taken by a volume of another size, source or parameters.
    /// OutOfRange: the size is impossible. ResourceExhausted: no room.</exception>
    ValueTask<Volume> CreateAsync(CreateVolumeRequest request, CallContext call, CancellationToken cancellationToken);

    /// <summary>Deletes a volume and its data. A volume that does not exist is no error.</summary>
    /// <param name="request">What to delete.</param>
    /// <param name="call">The call. The host holds a lock on the volume.</param>
    /// <param name="cancellationToken">The deadline.</param>
    /// <exception cref="Errors.CsiException">FailedPrecondition: it is in use; nothing was deleted.</exception>
    ValueTask DeleteAsync(DeleteVolumeRequest request, CallContext call, CancellationToken cancellationToken);
}
