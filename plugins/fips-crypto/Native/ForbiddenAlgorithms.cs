using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace CsiHost.Plugins.FipsCrypto.Native;

/// <summary>
/// Tries what must not work. Digests and ciphers are also asked for with <c>-fips</c>, which is how .NET itself asks for MD5, and which any
/// provider beside the FIPS one would answer. Keys are not: the module holds X25519 and marks it as not approved.
/// </summary>
internal static class ForbiddenAlgorithms
{
    private static readonly string[] Digests = ["MD5", "MD4", "MD5-SHA1", "RIPEMD160", "BLAKE2b512", "SM3", "WHIRLPOOL"];
    private static readonly string[] Ciphers = ["ChaCha20", "ChaCha20-Poly1305", "RC4", "RC2-CBC", "DES-CBC", "BF-CBC", "CAMELLIA-128-CBC", "SM4-CBC", "IDEA-CBC"];
    private static readonly string[] Keys = ["X25519", "X448", "SM2"];

    private static readonly string?[] AsUsual = [null];
    private static readonly string?[] AsAnyone = [null, "-fips", "fips=no"];

    public static int Count => Digests.Length + Ciphers.Length + Keys.Length + Managed.Length;

    /// <summary>
    /// .NET looks MD5 up once and keeps the answer. Trying it here, while it fails, also keeps it off for the rest of the process's life,
    /// whatever provider somebody loads later.
    /// </summary>
    [SuppressMessage("Security", "CA5351", Justification = "It must fail; that is the check.")]
    private static (string Name, Action Use)[] Managed =>
    [
#pragma warning disable RS0030 // The same.
        ("MD5 by .NET", static () => MD5.HashData("abc"u8)),
#pragma warning restore RS0030
        ("HMAC-MD5 by .NET", static () => HMACMD5.HashData("0123456789abcdef"u8, "abc"u8)),
    ];

    public static IReadOnlyList<string> FindUsable() =>
    [
        .. Digests.Where(static name => Fetches(LibCrypto.FetchDigest, LibCrypto.FreeDigest, name, AsAnyone)),
        .. Ciphers.Where(static name => Fetches(LibCrypto.FetchCipher, LibCrypto.FreeCipher, name, AsAnyone)),
        .. Keys.Where(static name => Fetches(LibCrypto.FetchKey, LibCrypto.FreeKey, name, AsUsual)),
        .. Managed.Where(static item => Works(item.Use)).Select(static item => item.Name),
    ];

    private static bool Fetches(Func<nint, string, string?, nint> fetch, Action<nint> free, string name, string?[] queries)
    {
        var found = false;
        foreach (var properties in queries)
        {
            var algorithm = fetch(0, name, properties);
            found |= algorithm != 0;
            if (algorithm != 0)
                free(algorithm);
        }

        return found;
    }

    private static bool Works(Action use)
    {
        try
        {
            use();
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
