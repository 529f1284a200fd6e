using System.Net.Security;
using CsiHost.Abstractions.Crypto;

namespace CsiHost.Plugins.Efs.Tests.Rig;

/// <summary>A policy that demands FIPS endpoints of the regions it is told.</summary>
internal sealed class PlainPolicy(params string[] fipsRegions) : ICryptoPolicy
{
    public IReadOnlyDictionary<string, string> ChildEnvironment { get; } = new Dictionary<string, string>();

    public CryptoPosture Verify() => new() { Policy = "plain", Module = "none", Satisfied = true, Evidence = [] };

    public void Apply(SslClientAuthenticationOptions options)
    {
    }

    public void Apply(SslServerAuthenticationOptions options)
    {
    }

    public EndpointMode GetEndpointMode(string service, string region) => fipsRegions.Contains(region) ? EndpointMode.Fips : EndpointMode.Standard;
}
