using CsiHost.Abstractions.Crypto;

namespace CsiHost.Plugins.FipsCrypto.Proof;

/// <summary>Judges what was observed. Pure: every way to be out of FIPS mode is a row of its test.</summary>
internal static class FipsProof
{
    private const int Tls12 = 0x0303;

    /// <summary>Variables that may be set to one value only; every other one of <see cref="OpenSslFacts.Environment"/> must be unset.</summary>
    private static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal) { ["OPENSSL_CONF"] = ModulePin.ConfigurationPath };

    /// <param name="facts">What was observed.</param>
    /// <param name="pin">What the image was built with; null when that is not known, which fails what is compared with it.</param>
    public static IEnumerable<CryptoEvidence> Judge(OpenSslFacts facts, ModulePin? pin)
    {
        yield return Environment(facts);
        yield return Hash("OpenSSL's configuration", ModulePin.ConfigurationPath, pin?.ConfigurationHash, facts);
        yield return Libraries(facts, pin);
        yield return Hash("the module's file", pin?.Module ?? "fips.so", pin?.ModuleHash, facts);
        yield return Providers(facts);
        yield return Version(facts, pin);
        yield return Check("the module runs", facts.Fips is { IsRunning: true }, Text(facts.Fips?.IsRunning, "operational", "in its error state"));
        yield return Check("self-tests, repeated now", facts.Fips is { SelfTest: true }, Text(facts.Fips?.SelfTest, "passed", "FAILED"));
        yield return Check("security checks", facts.Fips is { HasSecurityChecks: true }, Text(facts.Fips?.HasSecurityChecks, "on", "off"));
        yield return Check("fips=yes by default", facts.FipsByDefault, facts.FipsByDefault ? "yes" : "no");
        yield return Check("SHA-256 known answer", facts.DigestFailure is null, facts.DigestFailure ?? "correct");
        yield return From("SHA-256", facts.DigestProvider);
        yield return From("random numbers", facts.RandomProvider);
        yield return Check(
            "forbidden algorithms",
            facts.Tried > 0 && facts.Usable.Count == 0,
            facts.Usable.Count == 0 ? $"all {facts.Tried} refused, MD5 among them" : $"usable: {string.Join(", ", facts.Usable)}");
        yield return Check("lowest TLS version", facts.LowestTls >= Tls12, facts.LowestTls == 0 ? "not known" : $"0x{facts.LowestTls:x4}");
        yield return Within("TLS groups", facts.Groups, FipsTls.GroupNames);
        yield return Within("TLS suites", facts.Suites, FipsTls.SuiteNames);
        yield return Check("kernel's FIPS switch (information)", true, facts.Kernel);
    }

    private static CryptoEvidence Environment(OpenSslFacts facts)
    {
        var wrong = facts.Environment.Where(pair => Allowed.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => $"{pair.Key}={pair.Value}").ToArray();
        return Check("environment", wrong.Length == 0, wrong.Length == 0 ? "leaves OpenSSL as the image has it" : $"must not be set: {string.Join(", ", wrong)}");
    }

    private static CryptoEvidence Hash(string check, string path, string? expected, OpenSslFacts facts)
    {
        var actual = facts.Hashes.GetValueOrDefault(path);
        if (expected is null)
            return Check(check, false, $"{path}: nothing to compare it with");
        return Check(check, actual == expected, actual == expected ? $"{path} is the one of the image" : $"{path} has SHA-256 {actual ?? "(not readable)"}; the image's is {expected}");
    }

    private static CryptoEvidence Libraries(OpenSslFacts facts, ModulePin? pin)
    {
        var names = string.Join(", ", facts.Libraries);
        var others = facts.Libraries.Where(path => path != pin?.Module && FileName(path) is not ("libcrypto.so.3" or "libssl.so.3")).ToArray();
        var copies = facts.Libraries.Count(static path => FileName(path) == "libcrypto.so.3");
        if (others.Length > 0)
            return Check("cryptographic libraries", false, $"not allowed: {string.Join(", ", others)}");
        if (copies != 1)
            return Check("cryptographic libraries", false, $"{copies} copies of libcrypto.so.3: {names}");
        return Check("cryptographic libraries", pin is not null && facts.Libraries.Contains(pin.Module), names);
    }

    private static string FileName(string path) => Path.GetFileName(path);

    private static CryptoEvidence Providers(OpenSslFacts facts) => Check(
        "active providers",
        facts.Providers.Order(StringComparer.Ordinal).SequenceEqual(["base", "fips"]),
        facts.Providers.Count == 0 ? "none" : string.Join(", ", facts.Providers));

    private static CryptoEvidence Version(OpenSslFacts facts, ModulePin? pin)
    {
        var found = facts.Fips is { } fips ? $"{fips.Name} {fips.Version} ({fips.Build})" : "no FIPS provider";
        var same = pin is not null && facts.Fips is { } module && module.Name == pin.Name && module.Version == pin.Version;
        return Check("module", same, same ? found : $"{found}; the image was built with {pin?.Name} {pin?.Version}");
    }

    private static CryptoEvidence From(string what, string? provider) =>
        Check($"{what} from the module", provider == "fips", provider is null ? "no provider" : $"provider {provider}");

    private static CryptoEvidence Within(string check, IReadOnlyList<string> found, IReadOnlySet<string> allowed)
    {
        var others = found.Where(name => !allowed.Contains(name)).ToArray();
        var text = found.Count == 0 ? "none" : string.Join(", ", found);
        return Check(check, found.Count > 0 && others.Length == 0, others.Length == 0 ? text : $"not allowed: {string.Join(", ", others)}");
    }

    private static string Text(bool? value, string yes, string no) => value switch
    {
        null => "no FIPS provider",
        true => yes,
        false => no,
    };

    private static CryptoEvidence Check(string check, bool passed, string finding) => new() { Check = check, Finding = finding, Passed = passed };
}
