namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>One open tunnel.</summary>
internal interface ITunnel
{
    int Port { get; }

    TunnelCounters Counters { get; }

    /// <summary>When the client certificate in use was issued; null without TLS.</summary>
    DateTimeOffset? CertificateIssuedAt { get; }

    /// <summary>How often the client certificate could not be renewed.</summary>
    long CertificateFailures { get; }

    /// <summary>Breaks off what hangs; the client connects again by itself.</summary>
    ValueTask ResetAsync();

    /// <summary>Stops listening and breaks all connections off.</summary>
    ValueTask CloseAsync();

    /// <summary>The process ends: what can go on without it does, the rest is closed.</summary>
    ValueTask LeaveAsync() => CloseAsync();
}
