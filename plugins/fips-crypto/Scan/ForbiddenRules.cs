using System.Text.RegularExpressions;

namespace CsiHost.Plugins.FipsCrypto.Scan;

/// <summary>What must not be in a plugin, as data.</summary>
internal static partial class ForbiddenRules
{
    private const string Cryptography = "System.Security.Cryptography.";

    private static readonly string[] Assemblies =
        ["BouncyCastle", "Portable.BouncyCastle", "NSec.", "Sodium.", "libsodium", "AWSCRT", "aws-crt", "Chaos.NaCl", "Konscious.", "SauceControl.Blake2"];

    /// <summary>
    /// Managed algorithms that may be there, each argued in docs/fips.md. Those of AWSSDK.Core are not reached: the rules below forbid every
    /// way to them from outside, and a test that follows the calls inside fails when a new way appears. Sha224 makes names of objects that
    /// other versions of the driver must find again; nothing relies on it for secrecy or integrity.
    /// </summary>
    private static readonly HashSet<(string Assembly, string Type)> Known =
        [("AWSSDK.Core", "MD5Core"), ("AWSSDK.Core", "MD5Managed"), ("CsiHost.Plugins.S3", "Sha224")];

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [Cryptography + "MD5"] = "MD5 is not an approved algorithm, and the module refuses it",
        [Cryptography + "MD5CryptoServiceProvider"] = "MD5 is not an approved algorithm, and the module refuses it",
        [Cryptography + "HMACMD5"] = "MD5 is not an approved algorithm, and the module refuses it",
        [Cryptography + "DES"] = "DES is not an approved algorithm",
        [Cryptography + "DESCryptoServiceProvider"] = "DES is not an approved algorithm",
        [Cryptography + "RC2"] = "RC2 is not an approved algorithm",
        [Cryptography + "RC2CryptoServiceProvider"] = "RC2 is not an approved algorithm",
        [Cryptography + "TripleDES"] = "Triple DES may no longer encrypt",
        [Cryptography + "TripleDESCryptoServiceProvider"] = "Triple DES may no longer encrypt",
        [Cryptography + "ChaCha20Poly1305"] = "ChaCha20-Poly1305 is not an approved algorithm",
        [Cryptography + "DSA"] = ".NET's DSA runs in libcrypto, outside the provider",
        [Cryptography + "DSACryptoServiceProvider"] = ".NET's DSA runs in libcrypto, outside the provider",
        [Cryptography + "DSAOpenSsl"] = ".NET's DSA runs in libcrypto, outside the provider",
        ["Amazon.S3.Model.CompleteMultipartUploadRequest"] = "the AWS SDK computes its Content-MD5 in managed code",
        ["Amazon.S3.Transfer.TransferUtility"] = "its multipart uploads have a Content-MD5 that the AWS SDK computes in managed code",
        ["Amazon.S3.ServerSideEncryptionCustomerMethod"] = "keys of the customer are sent with an MD5 that the AWS SDK computes in managed code",
        ["Amazon.Util.ICryptoUtil"] = "it leads to MD5 in managed code",
        ["Amazon.Util.CryptoUtilFactory"] = "it leads to MD5 in managed code",
        ["Amazon.Runtime.Internal.Util.HashingWrapperMD5"] = "it is MD5 in managed code",
        ["Amazon.Runtime.Internal.Util.MD5Stream"] = "it is MD5 in managed code",
        ["Amazon.Runtime.Internal.Util.ChecksumUtils"] = "it leads to MD5 in managed code",
        ["Amazon.Runtime.Internal.ChecksumData"] = "it can ask for a checksum that is MD5 in managed code",
    };

    private static readonly Dictionary<string, string> Members = new(StringComparer.Ordinal)
    {
        [Cryptography + "ECDsa.Create(ECCurve)"] = "keys of elliptic curves that .NET makes come from libcrypto, not from the module; make an RSA key, or import one",
        [Cryptography + "ECDsa.GenerateKey(ECCurve)"] = "keys of elliptic curves that .NET makes come from libcrypto, not from the module; make an RSA key, or import one",
        [Cryptography + "ECDiffieHellman.Create(ECCurve)"] = "keys of elliptic curves that .NET makes come from libcrypto, not from the module",
        [Cryptography + "ECDiffieHellman.GenerateKey(ECCurve)"] = "keys of elliptic curves that .NET makes come from libcrypto, not from the module",
        ["Amazon.Util.AWSSDKUtils.GenerateMD5ChecksumForStream"] = "it is MD5 in managed code",
        ["Amazon.Util.AWSSDKUtils.GenerateChecksumForContent"] = "it is MD5 in managed code",
        ["Amazon.Util.AWSSDKUtils.GenerateChecksumForBytes"] = "it is MD5 in managed code",
        ["Amazon.Runtime.Internal.IRequest.set_ChecksumData"] = "it can ask for a checksum that is MD5 in managed code",
    };

    public static bool IsForbiddenAssembly(string name) => Array.Exists(Assemblies, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    public static bool IsForbiddenDefinition(string type) => Algorithm().IsMatch(type);

    public static bool IsKnown(string assembly, string type) => Known.Contains((assembly, type));

    /// <summary>The AWS SDK refers to what it defines; the rules are about who calls it.</summary>
    public static bool IsTrustedCaller(string assembly) => assembly.StartsWith("AWSSDK.", StringComparison.Ordinal);

    public static string? WhyNotType(string type) => Types.GetValueOrDefault(type);

    public static string? WhyNotMember(string member) => Members.GetValueOrDefault(member);

    [GeneratedRegex(
        "^(MD[245]|SHA(1|2|224|256|384|512)|RC[245]|RIPEMD\\d*|Blowfish|Twofish|ChaCha(8|12|20)?(Poly1305)?|Poly1305|Salsa20|Blake[23]\\w?|TripleDES|DES)(Managed|Core|Digest|Engine|Hash|Hasher|Algorithm|Cipher|Transform)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Algorithm();
}
