using System.Net.Security;
using CsiHost.Abstractions.Crypto;

namespace CsiHost.Crypto;

/// <summary>Makes HTTP handlers whose TLS obeys the crypto policy. All HTTP of host and plugins goes through one of them.</summary>
internal sealed class PolicyHttpHandlerFactory(ICryptoPolicy policy)
{
    /// <summary>How long a connection is reused: a changed DNS answer is seen within this time.</summary>
    private static readonly TimeSpan PooledLifetime = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);

    /// <param name="configure">Sets certificate callbacks and the like before the policy is applied; the policy has the last word.</param>
    public SocketsHttpHandler Create(Action<SslClientAuthenticationOptions>? configure = null)
    {
        var handler = new SocketsHttpHandler
        {
            PooledConnectionLifetime = PooledLifetime,
            ConnectTimeout = ConnectLimit,

            // APIs do not need either, and both could carry a credential to where it was not meant for.
            AllowAutoRedirect = false,
            UseCookies = false,
        };
        configure?.Invoke(handler.SslOptions);
        policy.Apply(handler.SslOptions);
        return handler;
    }
}
