using System.Diagnostics;

namespace CsiHost.Abstractions.Models;

/// <summary>A projected service-account token of the workload. Its text form is <c>***</c>.</summary>
[DebuggerDisplay("***")]
public sealed class ServiceAccountToken
{
    /// <summary>Wraps a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="expiresAt">When it ends.</param>
    public ServiceAccountToken(string token, DateTimeOffset expiresAt)
    {
        Token = token;
        ExpiresAt = expiresAt;
    }

    /// <summary>The token itself. Secret.</summary>
    public string Token { get; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <inheritdoc/>
    public override string ToString() => "***";
}
