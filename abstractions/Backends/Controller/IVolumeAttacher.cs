using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Backends.Controller;

/// <summary>Makes volumes reachable from nodes (PUBLISH_UNPUBLISH_VOLUME).</summary>
public interface IVolumeAttacher
{
    /// <summary>Whether <see cref="AttachRequest.ReadOnly"/> is honoured (PUBLISH_READONLY).</summary>
    bool SupportsReadOnly => false;

    /// <summary>Attaches. Idempotent for an equal request.</summary>
    /// <param name="request">What and where.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The deadline.</param>
    /// <returns>The publish context that node calls get; constant and without secrets.</returns>
    /// <exception cref="Errors.CsiException">NotFound: volume or node. Incompatible: attached there in another way. FailedPrecondition: attached
    /// elsewhere. ResourceExhausted: the node is full.</exception>
    ValueTask<IReadOnlyDictionary<string, string>> AttachAsync(AttachRequest request, CallContext call, CancellationToken cancellationToken);

    /// <summary>Detaches. Not attached, or gone, is no error.</summary>
    /// <param name="request">What and where.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The deadline.</param>
    ValueTask DetachAsync(DetachRequest request, CallContext call, CancellationToken cancellationToken);
}
