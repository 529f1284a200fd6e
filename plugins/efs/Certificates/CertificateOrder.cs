using CsiHost.Plugins.Efs.Credentials;

namespace CsiHost.Plugins.Efs.Certificates;

/// <summary>What a mount's certificates are to hold.</summary>
internal sealed record CertificateOrder
{
    public required CertificateSubject Subject { get; init; }

    public required string Region { get; init; }

    /// <summary>The service name of the signature.</summary>
    public required string Service { get; init; }

    /// <summary>Where to look for credentials; null without IAM.</summary>
    public CredentialRequest? Iam { get; init; }

    /// <summary>The source that the mount was made with, which alone serves its renewals; null before the first certificate.</summary>
    public string? CredentialsMethod { get; init; }
}
