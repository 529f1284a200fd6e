using System.Net.Security;
using System.Security.Authentication;
using CsiHost.Abstractions.Crypto;

namespace CsiHost.Plugins.Efs.Tests.Tunnels;

/// <summary>A policy that allows TLS 1.2 and 1.3, and counts how often it was asked.</summary>
internal sealed class OpenTlsPolicy : ICryptoPolicy
{
#pragma warning disable CA5398
    public SslProtocols Protocols { get; set; } = SslProtocols.Tls12 | SslProtocols.Tls13;
#pragma warning restore CA5398

    public int Applied { get; private set; }

    public IReadOnlyDictionary<string, string> ChildEnvironment { get; } = new Dictionary<string, string>();

    public CryptoPosture Verify() => new() { Policy = "test", Module = "test", Satisfied = true, Evidence = [] };

    public void Apply(SslClientAuthenticationOptions options)
    {
        Applied++;
        options.EnabledSslProtocols = Protocols;
    }

    public void Apply(SslServerAuthenticationOptions options) => options.EnabledSslProtocols = Protocols;

    public EndpointMode GetEndpointMode(string service, string region) => EndpointMode.Standard;
}
