using System.Net.Security;
using CsiHost.Abstractions.Crypto;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.FipsCrypto.Endpoints;
using CsiHost.Plugins.FipsCrypto.Proof;
using CsiHost.Plugins.FipsCrypto.Scan;

namespace CsiHost.Plugins.FipsCrypto;

/// <summary>
/// FIPS mode: all cryptography of the process comes from OpenSSL's FIPS provider, and AWS is called on FIPS endpoints. It proves, configures
/// and refuses; it falls back to nothing.
/// </summary>
[CsiCryptoPolicy(Name)]
internal sealed class FipsPolicy(FipsOptions options, IOpenSsl openSsl) : ICryptoPolicy
{
    public const string Name = "fips";

    private readonly FipsRegions _regions = FipsRegions.Read(options.AdditionalRegions);

    public IReadOnlyDictionary<string, string> ChildEnvironment { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // Named even though it is the compiled-in place: a child's own environment must not point elsewhere.
        ["OPENSSL_CONF"] = ModulePin.ConfigurationPath,
        ["AWS_USE_FIPS_ENDPOINT"] = "true",
    };

    public ChildTls ChildTls => FipsTls.Children;

    public CryptoPosture Verify()
    {
        var (pin, problem) = ModulePin.Read(options.ModulePin);
        var facts = openSsl.Observe();
        IReadOnlyList<CryptoEvidence> evidence = [PinEvidence(pin, problem), .. FipsProof.Judge(facts, pin)];
        return new CryptoPosture
        {
            Policy = Name,
            Module = $"{facts.OpenSslVersion}, {facts.Fips?.Name ?? "no FIPS provider"} {facts.Fips?.Version}".TrimEnd(),
            Satisfied = evidence.All(static item => item.Passed),
            Evidence = evidence,
        };
    }

    public void Apply(SslClientAuthenticationOptions options) => FipsTls.Apply(options);

    public void Apply(SslServerAuthenticationOptions options) => FipsTls.Apply(options);

    public EndpointMode GetEndpointMode(string service, string region)
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        ArgumentException.ThrowIfNullOrEmpty(region);
        return _regions.Has(service, region)
            ? EndpointMode.Fips
            : throw CsiErrors.FailedPrecondition(
                $"region {region} has no FIPS endpoint of {service} that this release knows ({_regions.Describe(service)}); "
                + $"run the image without FIPS there, or, when AWS offers one by now, add the region to Plugins:fips-crypto:AdditionalRegions:{service}");
    }

    public IReadOnlyList<string> Inspect(PluginInfo plugin, IReadOnlyList<string> files) => [.. files.SelectMany(ForbiddenCode.FindIn)];

    private CryptoEvidence PinEvidence(ModulePin? pin, string problem) => new()
    {
        Check = "module pin",
        Finding = pin is null ? $"{options.ModulePin}: {problem}" : $"{pin.Name} {pin.Version}, SHA-256 {pin.ModuleHash}",
        Passed = pin is not null,
    };
}
