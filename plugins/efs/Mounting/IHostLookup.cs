using System.Net;

namespace CsiHost.Plugins.Efs.Mounting;

/// <summary>
/// Looks names up as mounts need it: by the system's resolver (hosts file included), and once more with a trailing dot when that fails, because a
/// search domain may stand in the way.
/// </summary>
internal interface IHostLookup
{
    /// <summary>The addresses in the resolver's order; empty when there are none. An address is its own answer.</summary>
    ValueTask<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancellationToken);
}
