using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CsiHost.Plugins.FipsCrypto.Proof;

namespace CsiHost.Plugins.FipsCrypto.Native;

/// <summary>Observes the OpenSSL that is loaded into this process.</summary>
internal sealed class OpenSsl(FipsOptions options) : IOpenSsl
{
    private static readonly string[] Variables =
    [
        "OPENSSL_CONF", "OPENSSL_CONF_INCLUDE", "OPENSSL_MODULES", "OPENSSL_ENGINES", "CLR_OPENSSL_VERSION_OVERRIDE",
        "LD_PRELOAD", "LD_AUDIT", "LD_LIBRARY_PATH", "DOTNET_STARTUP_HOOKS", "DOTNET_ADDITIONAL_DEPS",
    ];

    private static readonly string[] LibraryNames =
        ["libcrypto", "libssl", "/ossl-modules/", "/engines-", "libgcrypt", "libgnutls", "libnettle", "libmbedcrypto", "libsodium", "libwolfssl", "libnss3", "libfreebl", "aws-crt", "awscrt"];

    public OpenSslFacts Observe()
    {
        try
        {
            // First, so that OpenSSL has read its configuration and loaded its providers before anything is asked about them.
            var digestFailure = TryDigest();
            var (providers, fips) = ProviderReader.Read();
            var usable = ForbiddenAlgorithms.FindUsable();
            var hello = HelloCapture.Capture();
            return new OpenSslFacts
            {
                OpenSslVersion = Marshal.PtrToStringUTF8(LibCrypto.Version(0)) ?? "OpenSSL unknown",
                Environment = ReadEnvironment(),
                Libraries = ReadLibraries(),
                Hashes = HashFiles(),
                Providers = providers,
                Fips = fips,
                FipsByDefault = LibCrypto.IsFipsDefault(0) == 1,
                DigestProvider = ReadDigestProvider(),
                RandomProvider = ReadRandomProvider(),
                DigestFailure = digestFailure,
                Usable = usable,
                Tried = ForbiddenAlgorithms.Count,
                LowestTls = hello?.LowestVersion ?? 0,
                Groups = hello?.Groups ?? [],
                Suites = hello?.Suites ?? [],
                Kernel = ReadKernel(),
            };
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return new OpenSslFacts { DigestFailure = e.Message, Environment = ReadEnvironment(), Libraries = ReadLibraries() };
        }
        finally
        {
            ClearErrors();
        }
    }

    private static string? TryDigest()
    {
        const string expected = "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"; // FIPS 180-2, appendix B.1
        try
        {
            var actual = Convert.ToHexString(SHA256.HashData("abc"u8));
            return actual == expected ? null : $"SHA-256 of \"abc\" was {actual}";
        }
        catch (Exception e) when (e is CryptographicException or TypeInitializationException)
        {
            return e.Message;
        }
    }

    private static Dictionary<string, string> ReadEnvironment()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Variables)
        {
            if (Marshal.PtrToStringUTF8(LibC.GetEnvironment(name)) is { } value)
                found[name] = value;
        }

        return found;
    }

    private static string[] ReadLibraries() =>
    [
        .. File.ReadLines("/proc/self/maps")
            .Select(static line => line.IndexOf('/', StringComparison.Ordinal) is >= 0 and var start ? line[start..] : "")
            .Where(static path => Array.Exists(LibraryNames, name => path.Contains(name, StringComparison.OrdinalIgnoreCase)))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private Dictionary<string, string> HashFiles()
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in new[] { ModulePin.ConfigurationPath, ModulePin.Read(options.ModulePin).Pin?.Module })
        {
            try
            {
                if (path is not null)
                    hashes[path] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
            {
                // Absent is the answer.
            }
        }

        return hashes;
    }

    private static string? ReadDigestProvider()
    {
        var digest = LibCrypto.FetchDigest(0, "SHA256", null);
        if (digest == 0)
            return null;
        var name = ProviderReader.NameOf(LibCrypto.DigestProvider(digest));
        LibCrypto.FreeDigest(digest);
        return name;
    }

    private static string? ReadRandomProvider()
    {
        var random = LibCrypto.PrivateRandom(0);
        return random == 0 ? null : ProviderReader.NameOf(LibCrypto.RandomProvider(LibCrypto.RandomAlgorithm(random)));
    }

    private static string ReadKernel()
    {
        try
        {
            return File.ReadAllText("/proc/sys/crypto/fips_enabled").Trim() == "1" ? "on" : "off";
        }
        catch (IOException)
        {
            return "not stated by this kernel";
        }
    }

    private static void ClearErrors()
    {
        try
        {
            LibCrypto.ClearErrors();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // There is no queue to clear.
        }
    }
}
