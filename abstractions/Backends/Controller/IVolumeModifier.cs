using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Backends.Controller;

/// <summary>Changes mutable parameters (MODIFY_VOLUME).</summary>
public interface IVolumeModifier
{
    /// <summary>Changes the listed keys, all or nothing. Idempotent.</summary>
    /// <param name="request">Which and what.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The deadline.</param>
    /// <exception cref="Errors.CsiException">NotFound; InvalidArgument: a key or value is not supported.</exception>
    ValueTask ModifyAsync(ModifyVolumeRequest request, CallContext call, CancellationToken cancellationToken);
}
