namespace CsiHost.Plugins.Efs.Credentials;

/// <summary>
/// The order in which credentials are looked for: what the options name, a profile, the container's, the pod's, a web identity, the instance's. What the
/// options name must work; the environment's static keys take no part.
/// </summary>
internal static class CredentialOrder
{
    /// <param name="request">What the mount options say.</param>
    /// <param name="aws">What the environment says.</param>
    /// <param name="findProfile">Where a profile is defined; null when nowhere.</param>
    /// <returns>The places in order. When the last is marked, a failure there is final.</returns>
    public static IEnumerable<(CredentialMethod Method, bool IsFinal)> Plan(
        CredentialRequest request, EfsAwsOptions aws, Func<string, CredentialKind?> findProfile)
    {
        if (request.ContainerPath is { } path)
        {
            yield return (new CredentialMethod(CredentialKind.Container, path), true);
            yield break;
        }

        var namesRole = !string.IsNullOrEmpty(request.RoleArn) && !string.IsNullOrEmpty(request.TokenFile);
        if (!namesRole)
        {
            var profile = request.Profile ?? (aws.Profile.Length > 0 ? aws.Profile : null);
            if ((findProfile(profile ?? "default") ?? (profile is null ? null : CredentialKind.CredentialsFile)) is { } kind
                && (profile is not null || kind != CredentialKind.AssumedProfile))
            {
                yield return (new CredentialMethod(kind, profile ?? "default"), true);
                yield break;
            }
        }

        if (aws.ContainerCredentialsRelativeUri.Length > 0)
            yield return (new CredentialMethod(CredentialKind.Container, aws.ContainerCredentialsRelativeUri), false);
        if (aws is { ContainerCredentialsFullUri.Length: > 0, ContainerAuthorizationTokenFile.Length: > 0 })
            yield return (new CredentialMethod(CredentialKind.PodIdentity, aws.ContainerCredentialsFullUri, aws.ContainerAuthorizationTokenFile), false);
        if (namesRole)
            yield return (new CredentialMethod(CredentialKind.WebIdentity, request.RoleArn!, request.TokenFile!), false);
        if (aws is { RoleArn.Length: > 0, WebIdentityTokenFile.Length: > 0 })
            yield return (new CredentialMethod(CredentialKind.WebIdentity, aws.RoleArn, aws.WebIdentityTokenFile), false);
        yield return (new CredentialMethod(CredentialKind.Instance), true);
    }
}
