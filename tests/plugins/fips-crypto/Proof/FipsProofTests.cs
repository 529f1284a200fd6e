using CsiHost.Plugins.FipsCrypto.Proof;

namespace CsiHost.Plugins.FipsCrypto.Tests.Proof;

/// <summary>Every way to be out of FIPS mode, as it was seen on a real OpenSSL, and what the proof says to it.</summary>
public sealed class FipsProofTests
{
    private const string Module = "/usr/lib/x86_64-linux-gnu/ossl-modules/fips.so";

    private static readonly ModulePin Pin = new()
    {
        Module = Module,
        ModuleHash = "aa",
        Name = "OpenSSL FIPS Provider",
        Version = "3.5.7",
        ConfigurationHash = "bb",
    };

    private static readonly ProviderFacts Provider =
        new() { Name = "OpenSSL FIPS Provider", Version = "3.5.7", Build = "3.5.7", IsRunning = true, HasSecurityChecks = true, SelfTest = true };

    private static readonly OpenSslFacts Good = new()
    {
        OpenSslVersion = "OpenSSL 3.5.7",
        Environment = new Dictionary<string, string> { ["OPENSSL_CONF"] = "/etc/ssl/openssl.cnf" },
        Libraries = [Module, "/usr/lib/x86_64-linux-gnu/libcrypto.so.3", "/usr/lib/x86_64-linux-gnu/libssl.so.3"],
        Hashes = new Dictionary<string, string> { [Module] = "aa", ["/etc/ssl/openssl.cnf"] = "bb" },
        Providers = ["fips", "base"],
        Fips = Provider,
        FipsByDefault = true,
        DigestProvider = "fips",
        RandomProvider = "fips",
        DigestFailure = null,
        Usable = [],
        Tried = 21,
        LowestTls = 0x0303,
        Groups = ["secp256r1", "secp384r1"],
        Suites = ["TLS_AES_256_GCM_SHA384"],
    };

    public static TheoryData<string, string, string> Faults => new()
    {
        { nameof(OpenSslFacts.Environment), "environment", "must not be set: OPENSSL_CONF=/dev/null" },
        { "LdPreload", "environment", "must not be set: LD_PRELOAD=/tmp/x.so" },
        { "Modules", "environment", "must not be set: OPENSSL_MODULES=/tmp" },
        { "ConfigurationChanged", "OpenSSL's configuration", "/etc/ssl/openssl.cnf has SHA-256 cc; the image's is bb" },
        { "ConfigurationMissing", "OpenSSL's configuration", "/etc/ssl/openssl.cnf has SHA-256 (not readable); the image's is bb" },
        { "SecondCrypto", "cryptographic libraries", "2 copies of libcrypto.so.3" },
        { "OtherLibrary", "cryptographic libraries", "not allowed: /usr/lib/libsodium.so.23" },
        { "Legacy", "cryptographic libraries", "not allowed: /usr/lib/x86_64-linux-gnu/ossl-modules/legacy.so" },
        { "ModuleNotLoaded", "cryptographic libraries", "libcrypto.so.3" },
        { "ModuleChanged", "the module's file", "has SHA-256 dd; the image's is aa" },
        { "DefaultActive", "active providers", "fips, base, default" },
        { "NoProvider", "active providers", "none" },
        { "OtherVersion", "module", "3.1.2 (3.1.2); the image was built with OpenSSL FIPS Provider 3.5.7" },
        { "Error", "the module runs", "in its error state" },
        { "SelfTest", "self-tests, repeated now", "FAILED" },
        { "NoChecks", "security checks", "off" },
        { "NotDefault", "fips=yes by default", "no" },
        { "Digest", "SHA-256 known answer", "error:0308010C" },
        { "DigestElsewhere", "SHA-256 from the module", "provider default" },
        { "RandomElsewhere", "random numbers from the module", "no provider" },
        { "Md5", "forbidden algorithms", "usable: MD5" },
        { "NothingTried", "forbidden algorithms", "all 0 refused" },
        { "Tls11", "lowest TLS version", "0x0302" },
        { "TlsUnknown", "lowest TLS version", "not known" },
        { "Group", "TLS groups", "not allowed: x25519" },
        { "NoGroup", "TLS groups", "none" },
        { "Suite", "TLS suites", "not allowed: TLS_CHACHA20_POLY1305_SHA256" },
    };

    [Fact]
    public void Judge_FipsMode_PassesEveryCheck() =>
        FipsProof.Judge(Good, Pin).Where(static item => !item.Passed).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Faults))]
    public void Judge_OneFault_FailsThatCheckAlone(string fault, string check, string finding)
    {
        var failed = FipsProof.Judge(Spoil(fault), Pin).Where(static item => !item.Passed).ShouldHaveSingleItem();

        failed.Check.ShouldBe(check);
        failed.Finding.ShouldContain(finding);
    }

    [Fact]
    public void Judge_NothingObserved_PassesNothingThatProves() =>
        FipsProof.Judge(new OpenSslFacts(), null).Where(static item => item.Passed).Select(static item => item.Check)
            .ShouldBe(["environment", "kernel's FIPS switch (information)"]);

    [Fact]
    public void Judge_WithoutPin_FailsWhatIsComparedWithIt() =>
        FipsProof.Judge(Good, null).Where(static item => !item.Passed).Select(static item => item.Check)
            .ShouldBe(["OpenSSL's configuration", "cryptographic libraries", "the module's file", "module"]);

    private static OpenSslFacts Spoil(string fault) => fault switch
    {
        nameof(OpenSslFacts.Environment) => Good with { Environment = new Dictionary<string, string> { ["OPENSSL_CONF"] = "/dev/null" } },
        "LdPreload" => Good with { Environment = new Dictionary<string, string> { ["LD_PRELOAD"] = "/tmp/x.so" } },
        "Modules" => Good with { Environment = new Dictionary<string, string> { ["OPENSSL_MODULES"] = "/tmp" } },
        "ConfigurationChanged" => Good with { Hashes = new Dictionary<string, string> { [Module] = "aa", ["/etc/ssl/openssl.cnf"] = "cc" } },
        "ConfigurationMissing" => Good with { Hashes = new Dictionary<string, string> { [Module] = "aa" } },
        "ModuleChanged" => Good with { Hashes = new Dictionary<string, string> { [Module] = "dd", ["/etc/ssl/openssl.cnf"] = "bb" } },
        "SecondCrypto" => Good with { Libraries = [.. Good.Libraries, "/app/libcrypto.so.3"] },
        "OtherLibrary" => Good with { Libraries = [.. Good.Libraries, "/usr/lib/libsodium.so.23"] },
        "Legacy" => Good with { Libraries = [.. Good.Libraries, "/usr/lib/x86_64-linux-gnu/ossl-modules/legacy.so"] },
        "ModuleNotLoaded" => Good with { Libraries = [.. Good.Libraries.Skip(1)] },
        "DefaultActive" => Good with { Providers = ["fips", "base", "default"] },
        "NoProvider" => Good with { Providers = [] },
        "OtherVersion" => Good with { Fips = Provider with { Version = "3.1.2", Build = "3.1.2" } },
        "Error" => Good with { Fips = Provider with { IsRunning = false } },
        "SelfTest" => Good with { Fips = Provider with { SelfTest = false } },
        "NoChecks" => Good with { Fips = Provider with { HasSecurityChecks = false } },
        "NotDefault" => Good with { FipsByDefault = false },
        "Digest" => Good with { DigestFailure = "error:0308010C" },
        "DigestElsewhere" => Good with { DigestProvider = "default" },
        "RandomElsewhere" => Good with { RandomProvider = null },
        "Md5" => Good with { Usable = ["MD5"] },
        "NothingTried" => Good with { Tried = 0 },
        "Tls11" => Good with { LowestTls = 0x0302 },
        "TlsUnknown" => Good with { LowestTls = 0 },
        "Group" => Good with { Groups = ["secp256r1", "x25519"] },
        "NoGroup" => Good with { Groups = [] },
        "Suite" => Good with { Suites = ["TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"] },
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "unknown"),
    };
}
