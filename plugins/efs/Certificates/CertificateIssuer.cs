using CsiHost.Plugins.Efs.Credentials;

namespace CsiHost.Plugins.Efs.Certificates;

/// <summary>Issues the certificates of mounts: finds the credentials, signs with the node's key.</summary>
internal sealed class CertificateIssuer(ClientKey key, IMountCredentials credentials, TimeProvider time)
{
    /// <summary>Issues one.</summary>
    /// <exception cref="Abstractions.Errors.CsiException">No credentials (Unauthenticated), or no key (FailedPrecondition).</exception>
    public async ValueTask<IssuedCertificate> IssueAsync(CertificateOrder order, CancellationToken cancellationToken)
    {
        var found = await FindAsync(order, cancellationToken);
        var rsa = await key.GetAsync().WaitAsync(cancellationToken);
        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        return new IssuedCertificate
        {
            Certificate = ClientCertificates.Issue(rsa, order.Subject, found is null ? null : (found, order.Region, order.Service), now),
            IssuedAt = now,
            CredentialsMethod = found?.Method,
            CredentialsLeft = found?.Expiration - now,
        };
    }

    private async ValueTask<MountCredentials?> FindAsync(CertificateOrder order, CancellationToken cancellationToken)
    {
        if (order.CredentialsMethod is { } method)
            return await credentials.RenewAsync(method, order.Region, cancellationToken);
        return order.Iam is { } request ? await credentials.FindAsync(request, order.Region, cancellationToken) : null;
    }
}
