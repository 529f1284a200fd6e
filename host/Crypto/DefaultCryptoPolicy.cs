using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using CsiHost.Abstractions.Crypto;

namespace CsiHost.Crypto;

/// <summary>
/// The policy when no policy plugin is present: TLS 1.2 and 1.3, standard endpoints, and whatever algorithms the machine's OpenSSL offers.
/// It still proves that the module works, because everything after it (hashes, TLS) relies on it.
/// </summary>
internal sealed class DefaultCryptoPolicy : ICryptoPolicy
{
    public const string Name = "default";

    // Named rather than left to the system, so that a lax system policy does not reach storage traffic.
#pragma warning disable CA5398 // The two versions are the policy.
    private const SslProtocols Protocols = SslProtocols.Tls12 | SslProtocols.Tls13;
#pragma warning restore CA5398

    public IReadOnlyDictionary<string, string> ChildEnvironment { get; } = new Dictionary<string, string>();

    public CryptoPosture Verify()
    {
        var module = OpenSslVersion.Format(SafeEvpPKeyHandle.OpenSslVersion);
        CryptoEvidence[] evidence = [KnownAnswer(), Module(module), Tls()];
        return new CryptoPosture { Policy = Name, Module = module, Satisfied = Array.TrueForAll(evidence, item => item.Passed), Evidence = evidence };
    }

    public void Apply(SslClientAuthenticationOptions options) => options.EnabledSslProtocols = Protocols;

    public void Apply(SslServerAuthenticationOptions options) => options.EnabledSslProtocols = Protocols;

    public EndpointMode GetEndpointMode(string service, string region) => EndpointMode.Standard;

    /// <summary>SHA-256 of "abc", FIPS 180-2 appendix B.1.</summary>
    private static CryptoEvidence KnownAnswer()
    {
        const string expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        var actual = Convert.ToHexStringLower(SHA256.HashData("abc"u8));
        return new CryptoEvidence { Check = "SHA-256 known answer", Finding = actual == expected ? "correct" : actual, Passed = actual == expected };
    }

    private static CryptoEvidence Module(string module) => new() { Check = "module", Finding = module, Passed = true };

    private static CryptoEvidence Tls() => new() { Check = "TLS versions", Finding = Protocols.ToString(), Passed = true };
}
