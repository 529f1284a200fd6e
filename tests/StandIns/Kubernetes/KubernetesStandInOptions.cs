using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace CsiHost.StandIns.Kubernetes;

/// <summary>How a stand-in listens.</summary>
public sealed record KubernetesStandInOptions
{
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The server's certificate; null for plain HTTP.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The bearer tokens that are taken; empty takes any request.</summary>
    public IReadOnlyList<string> Tokens { get; init; } = [];

    /// <summary>The clock for creation times and the end of watches.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
