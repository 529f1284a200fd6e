namespace CsiHost.Plugins.Efs.Certificates;

/// <summary>Whom a client certificate speaks for: what the service reads from its extensions.</summary>
internal sealed record CertificateSubject
{
    /// <summary>The mount target's DNS name; cut to 64 characters, it is the common name.</summary>
    public required string CommonName { get; init; }

    public required string FileSystemId { get; init; }

    /// <summary>Null mounts the file system itself.</summary>
    public string? AccessPointId { get; init; }

    /// <summary>Where the client runs, for example <c>k8s</c>.</summary>
    public required string ClientSource { get; init; }

    public required string ClientVersion { get; init; }
}
