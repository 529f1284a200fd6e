using System.Security.Cryptography.X509Certificates;

namespace CsiHost.Plugins.Efs.Certificates;

/// <summary>A client certificate with its private key, and what its renewal needs to know.</summary>
internal sealed class IssuedCertificate
{
    public required X509Certificate2 Certificate { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Where the credentials came from, as efs-utils records it; null without IAM.</summary>
    public string? CredentialsMethod { get; init; }

    /// <summary>How long the credentials were valid at that time; null when they do not end, or there are none.</summary>
    public TimeSpan? CredentialsLeft { get; init; }
}
