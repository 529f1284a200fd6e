using System.Net.Security;
using System.Security.Authentication;
using CsiHost.Abstractions.Crypto;

namespace CsiHost.Tests.Kubernetes;

/// <summary>A policy that only says TLS 1.2 and 1.3, and counts how often it was asked.</summary>
internal sealed class PlainPolicy : ICryptoPolicy
{
    public int Applied { get; private set; }

    public IReadOnlyDictionary<string, string> ChildEnvironment => new Dictionary<string, string>();

    public CryptoPosture Verify() => throw new NotSupportedException();

    public void Apply(SslClientAuthenticationOptions options)
    {
        Applied++;
        options.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
    }

    public void Apply(SslServerAuthenticationOptions options) => throw new NotSupportedException();

    public EndpointMode GetEndpointMode(string service, string region) => EndpointMode.Standard;
}
