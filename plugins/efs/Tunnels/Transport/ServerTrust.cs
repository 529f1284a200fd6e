using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.Efs.Tunnels.Transport;

/// <summary>The CA bundles that mount targets are verified against, one copy of each, read again when the file has changed.</summary>
internal sealed class ServerTrust
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (DateTime Written, long Length, X509Certificate2Collection Bundle)> _bundles = new(StringComparer.Ordinal);

    /// <summary>Sets how the server of a tunnel is verified.</summary>
    /// <exception cref="CsiException">The bundle is missing or holds no certificate (FailedPrecondition).</exception>
    public void Apply(TunnelRequest request, SslClientAuthenticationOptions options)
    {
        var accepted = request.CheckHostName ? SslPolicyErrors.None : SslPolicyErrors.RemoteCertificateNameMismatch;
        if (request.Verify == 0 || request.CaFile is null)
            accepted |= SslPolicyErrors.RemoteCertificateChainErrors;
        else
            options.CertificateChainPolicy = Policy(Load(request.CaFile));
        options.RemoteCertificateValidationCallback = (_, certificate, _, errors) => certificate is not null && (errors & ~accepted) == SslPolicyErrors.None;
    }

    /// <summary>The bundle of a file.</summary>
    /// <exception cref="CsiException">It is missing or holds no certificate (FailedPrecondition).</exception>
    public X509Certificate2Collection Load(string file)
    {
        lock (_gate)
        {
            try
            {
                var info = new FileInfo(file);
                if (_bundles.TryGetValue(file, out var known) && known.Written == info.LastWriteTimeUtc && known.Length == info.Length)
                    return known.Bundle;
                var bundle = new X509Certificate2Collection();
                bundle.ImportFromPemFile(file);
                if (bundle.Count == 0)
                    throw CsiErrors.FailedPrecondition($"the certificate authority file {file} holds no certificate in PEM");
                _bundles[file] = (info.LastWriteTimeUtc, info.Length, bundle);
                return bundle;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
            {
                throw new CsiException(
                    CsiErrorKind.FailedPrecondition, $"failed to read the certificate authority file {file} for verification: {exception.Message}", exception);
            }
        }
    }

    private static X509ChainPolicy Policy(X509Certificate2Collection bundle)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(bundle);
        return policy;
    }
}
