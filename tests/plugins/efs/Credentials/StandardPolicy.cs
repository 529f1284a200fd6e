using System.Net.Security;
using CsiHost.Abstractions.Crypto;

namespace CsiHost.Plugins.Efs.Tests.Credentials;

/// <summary>A policy that demands nothing.</summary>
internal sealed class StandardPolicy : ICryptoPolicy
{
    public IReadOnlyDictionary<string, string> ChildEnvironment { get; } = new Dictionary<string, string>();

    public CryptoPosture Verify() => new() { Policy = "test", Module = "test", Satisfied = true, Evidence = [] };

    public void Apply(SslClientAuthenticationOptions options)
    {
    }

    public void Apply(SslServerAuthenticationOptions options)
    {
    }

    public EndpointMode GetEndpointMode(string service, string region) => EndpointMode.Standard;
}
