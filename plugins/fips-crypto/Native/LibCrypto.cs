using System.Runtime.InteropServices;

namespace CsiHost.Plugins.FipsCrypto.Native;

/// <summary>The functions of libcrypto that the proof asks; the same library that .NET uses.</summary>
internal static unsafe partial class LibCrypto
{
    private const string Library = "libcrypto.so.3";

    [LibraryImport(Library, EntryPoint = "OpenSSL_version")]
    internal static partial nint Version(int type);

    [LibraryImport(Library, EntryPoint = "OSSL_PROVIDER_do_all")]
    internal static partial int ForEachProvider(nint context, delegate* unmanaged<nint, nint, int> callback, nint argument);

    [LibraryImport(Library, EntryPoint = "OSSL_PROVIDER_get0_name")]
    internal static partial nint ProviderName(nint provider);

    [LibraryImport(Library, EntryPoint = "OSSL_PROVIDER_get_params")]
    internal static partial int ProviderParameters(nint provider, OsslParam* parameters);

    [LibraryImport(Library, EntryPoint = "OSSL_PROVIDER_self_test")]
    internal static partial int ProviderSelfTest(nint provider);

    [LibraryImport(Library, EntryPoint = "EVP_default_properties_is_fips_enabled")]
    internal static partial int IsFipsDefault(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_MD_fetch", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint FetchDigest(nint context, string name, string? properties);

    [LibraryImport(Library, EntryPoint = "EVP_MD_get0_provider")]
    internal static partial nint DigestProvider(nint digest);

    [LibraryImport(Library, EntryPoint = "EVP_MD_free")]
    internal static partial void FreeDigest(nint digest);

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_fetch", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint FetchCipher(nint context, string name, string? properties);

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_free")]
    internal static partial void FreeCipher(nint cipher);

    [LibraryImport(Library, EntryPoint = "EVP_KEYMGMT_fetch", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint FetchKey(nint context, string name, string? properties);

    [LibraryImport(Library, EntryPoint = "EVP_KEYMGMT_free")]
    internal static partial void FreeKey(nint key);

    [LibraryImport(Library, EntryPoint = "RAND_get0_private")]
    internal static partial nint PrivateRandom(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_RAND_CTX_get0_rand")]
    internal static partial nint RandomAlgorithm(nint random);

    [LibraryImport(Library, EntryPoint = "EVP_RAND_get0_provider")]
    internal static partial nint RandomProvider(nint algorithm);

    /// <summary>A question that was answered with no leaves an error behind, which must not be taken for a later call's.</summary>
    [LibraryImport(Library, EntryPoint = "ERR_clear_error")]
    internal static partial void ClearErrors();
}
