using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.Efs.Mounting;

/// <summary>Finds the mount target of a file system: by DNS, by an address that the options name, or by asking the API.</summary>
internal interface IEndpointResolver
{
    /// <exception cref="CsiException">
    /// There is none, or it does not answer (Unavailable, FailedPrecondition or InvalidArgument; the message says why and what to do).
    /// </exception>
    ValueTask<MountEndpoint> ResolveAsync(MountRequest request, CancellationToken cancellationToken);
}
