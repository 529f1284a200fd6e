using System.Net;
using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.Efs.Mounting;

/// <summary>Tells whether a mount target answers before a mount waits for it.</summary>
internal interface IReachability
{
    /// <exception cref="CsiException">It does not (Unavailable).</exception>
    ValueTask CheckAsync(IPAddress address, CancellationToken cancellationToken);
}
