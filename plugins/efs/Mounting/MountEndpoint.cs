using System.Net;

namespace CsiHost.Plugins.Efs.Mounting;

/// <summary>Where a file system is reached.</summary>
internal sealed record MountEndpoint
{
    public required string FileSystemId { get; init; }

    public required string Region { get; init; }

    /// <summary>The DNS name, with a zone where one was asked for.</summary>
    public required string DnsName { get; init; }

    /// <summary>The name that the server's certificate must have.</summary>
    public string CertificateName => DnsNames.WithoutZone(DnsName, FileSystemId);

    /// <summary>The address that the mount stays at; null when the name is looked up on each connect.</summary>
    public IPAddress? Pinned { get; init; }

    /// <summary>The first address that the name has now; the same as <see cref="Pinned"/> when that is set.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>What a tunnel connects to.</summary>
    public string Host => Pinned?.ToString() ?? DnsName;
}
