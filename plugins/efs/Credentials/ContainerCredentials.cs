namespace CsiHost.Plugins.Efs.Credentials;

/// <summary>Credentials of containers: the ECS credentials address, and the EKS Pod Identity agent.</summary>
internal sealed class ContainerCredentials(CredentialHttp http)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>The address that ECS gives to tasks; tests have one of their own.</summary>
    public Uri EcsAddress { get; init; } = new("http://169.254.170.2");

    /// <exception cref="CredentialException">None.</exception>
    public async ValueTask<MountCredentials> GetEcsAsync(CredentialMethod method, CancellationToken cancellationToken)
    {
        if (method.Name is not ['/', ..] || !Uri.TryCreate(EcsAddress, method.Name, out var uri) || uri.Authority != EcsAddress.Authority)
            throw new CredentialException("the ECS credentials URI is no path");
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        return Read(method, await http.SendAsync(request, CredentialJson.Default.CredentialDocument, "the ECS credentials endpoint", Limit, cancellationToken));
    }

    /// <exception cref="CredentialException">None.</exception>
    public async ValueTask<MountCredentials> GetPodIdentityAsync(CredentialMethod method, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(method.Name, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new CredentialException("the address of the Pod Identity agent is no URL");
        var token = await TokenFile.ReadAsync(method.File, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        if (!request.Headers.TryAddWithoutValidation("Authorization", token))
            throw new CredentialException($"the token in {method.File} is no header value");
        return Read(method, await http.SendAsync(request, CredentialJson.Default.CredentialDocument, "the Pod Identity agent", Limit, cancellationToken));
    }

    internal static MountCredentials Read(CredentialMethod method, CredentialDocument document) =>
        document is { AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0 }
            ? new MountCredentials(
                method.ToString(), document.AccessKeyId, document.SecretAccessKey, document.Token is { Length: > 0 } token ? token : null, document.Expiration)
            : throw new CredentialException("the answer holds no access key");
}
