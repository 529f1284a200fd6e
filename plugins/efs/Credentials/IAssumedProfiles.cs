namespace CsiHost.Plugins.Efs.Credentials;

/// <summary>Credentials of profiles that name a role to assume (<c>role_arn</c> with <c>source_profile</c> or <c>credential_source</c>).</summary>
internal interface IAssumedProfiles
{
    /// <exception cref="CredentialException">None.</exception>
    ValueTask<MountCredentials> GetAsync(CredentialMethod method, string region, CancellationToken cancellationToken);
}
