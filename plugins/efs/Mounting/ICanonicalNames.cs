namespace CsiHost.Plugins.Efs.Mounting;

/// <summary>Follows the aliases of a DNS name.</summary>
internal interface ICanonicalNames
{
    /// <summary>The name at the end; empty when the resolver tells none.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The name does not resolve.</exception>
    ValueTask<string> FindAsync(string host, CancellationToken cancellationToken);
}
