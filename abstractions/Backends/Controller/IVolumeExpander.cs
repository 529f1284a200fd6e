using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Backends.Controller;

/// <summary>Grows volumes on the controller side (EXPAND_VOLUME).</summary>
public interface IVolumeExpander
{
    /// <summary>Whether a published volume can grow (ONLINE); otherwise only an unpublished one (OFFLINE).</summary>
    bool SupportsOnline => true;

    /// <summary>Grows. A volume that is large enough already is a success; it never shrinks.</summary>
    /// <param name="request">Which and how large.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The deadline.</param>
    /// <exception cref="Errors.CsiException">NotFound; OutOfRange: impossible size.</exception>
    ValueTask<ExpandVolumeResult> ExpandAsync(ExpandVolumeRequest request, CallContext call, CancellationToken cancellationToken);
}
