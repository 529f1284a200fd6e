using System.Net.Security;
using System.Security.Authentication;
using CsiHost.Abstractions.Crypto;

namespace CsiHost.Plugins.FipsCrypto;

/// <summary>Versions, suites and groups of every TLS connection. Groups have no setting in .NET: OpenSSL's configuration holds them, and the proof reads them back.</summary>
internal static class FipsTls
{
    public static readonly ChildTls Children = new()
    {
        RequiresFips = true,
        Groups = "P-256:P-384:P-521",
        Ciphers = "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256",
        CipherSuites = "TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256",
    };

    /// <summary>The same groups by their registered names, as the proof finds them in what a client offers.</summary>
    public static readonly IReadOnlySet<string> GroupNames = new HashSet<string>(StringComparer.Ordinal) { "secp256r1", "secp384r1", "secp521r1" };

    public static readonly IReadOnlyList<TlsCipherSuite> Suites =
    [
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    ];

    public static readonly IReadOnlySet<string> SuiteNames = Suites.Select(static suite => suite.ToString()).ToHashSet(StringComparer.Ordinal);

#pragma warning disable CA5398 // The two versions are the policy.
    private const SslProtocols Versions = SslProtocols.Tls12 | SslProtocols.Tls13;
#pragma warning restore CA5398

    // Made on first use: making it asks OpenSSL.
    private static readonly Lazy<CipherSuitesPolicy> SuitesPolicy = new(static () => new CipherSuitesPolicy(Suites));

    public static void Apply(SslClientAuthenticationOptions options)
    {
        options.EnabledSslProtocols = Versions;
        options.CipherSuitesPolicy = SuitesPolicy.Value;
        options.AllowRenegotiation = false;
        options.EncryptionPolicy = EncryptionPolicy.RequireEncryption;
    }

    public static void Apply(SslServerAuthenticationOptions options)
    {
        options.EnabledSslProtocols = Versions;
        options.CipherSuitesPolicy = SuitesPolicy.Value;
        options.AllowRenegotiation = false;
        options.EncryptionPolicy = EncryptionPolicy.RequireEncryption;
    }
}
