namespace CsiHost.Plugins.Efs.Credentials;

/// <summary>
/// Finds the credentials that a mount's connect request is signed with. One answer serves all mounts of one identity until it is about to expire.
/// </summary>
internal interface IMountCredentials
{
    /// <summary>Tries the sources in the documented order.</summary>
    /// <param name="request">What the mount options say.</param>
    /// <param name="region">The region whose STS is asked.</param>
    /// <param name="cancellationToken">The limit.</param>
    /// <exception cref="Abstractions.Errors.CsiException">No source has any (Unauthenticated); the message names those tried.</exception>
    ValueTask<MountCredentials> FindAsync(CredentialRequest request, string region, CancellationToken cancellationToken);

    /// <summary>Asks one source only: the one that a mount was made with, for the renewal of its certificate.</summary>
    /// <param name="method">A <see cref="MountCredentials.Method"/> of an earlier answer, or of a state file that efs-utils left.</param>
    /// <param name="region">The region whose STS is asked.</param>
    /// <param name="cancellationToken">The limit.</param>
    /// <exception cref="Abstractions.Errors.CsiException">The source has none, or the text names no known source (Unauthenticated).</exception>
    ValueTask<MountCredentials> RenewAsync(string method, string region, CancellationToken cancellationToken);
}
