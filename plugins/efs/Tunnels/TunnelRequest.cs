using System.Text.Json;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Mounts;
using CsiHost.Plugins.Efs.Credentials;

namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>What a tunnel is for, as data that is recorded with the mount. It holds no secret: credentials are named by where they come from.</summary>
internal sealed record TunnelRequest
{
    /// <summary>The kind of the mount step that opens a tunnel.</summary>
    public const string StepKind = "efs-tunnel";

    private const string DataKey = "request";

    /// <summary>The mount point. It names the tunnel.</summary>
    public required string Target { get; init; }

    /// <summary><c>fs-…</c>: in the certificate, and the host that the connect request is signed for.</summary>
    public required string FileSystemId { get; init; }

    /// <summary>An S3 file system in place of an EFS one: another signing service, another configuration file.</summary>
    public bool IsS3Files { get; init; }

    /// <summary>
    /// Where to connect: the DNS name, looked up on each connect (see <see cref="Mounting.IHostLookup"/>), or an address that the mount is pinned to.
    /// </summary>
    public required string Host { get; init; }

    public int Port { get; init; } = 2049;

    /// <summary>The file system's DNS name without a zone: SNI, and the name the server's certificate must have.</summary>
    public required string DnsName { get; init; }

    /// <summary>The signing region, also of STS.</summary>
    public required string Region { get; init; }

    /// <summary>Whether the connection is TLS. A plain tunnel exists only where an older driver left one.</summary>
    public bool Tls { get; init; } = true;

    public TunnelKind Engine { get; init; }

    /// <summary><c>fsap-…</c>; null mounts the file system itself.</summary>
    public string? AccessPointId { get; init; }

    /// <summary>Where the IAM credentials come from; null without <c>iam</c>.</summary>
    public CredentialRequest? Iam { get; init; }

    /// <summary>stunnel's verify level: 0 does not verify the server at all, anything else does.</summary>
    public int Verify { get; init; } = 2;

    /// <summary>Whether the server's certificate must have <see cref="DnsName"/> (<c>stunnel_check_cert_hostname</c>).</summary>
    public bool CheckHostName { get; init; } = true;

    /// <summary>The CA bundle; null when the server is not verified.</summary>
    public string? CaFile { get; init; }

    /// <summary>Whether the server's certificate is checked by OCSP; only <see cref="TunnelKind.Stunnel"/> can.</summary>
    public bool Ocsp { get; init; }

    /// <summary>The local port that the user asked for (<c>tlsport</c>); null takes any of the range.</summary>
    public int? LocalPort { get; init; }

    /// <summary>A network namespace file in which the local port is opened; null means the host's own.</summary>
    public string? NetworkNamespace { get; init; }

    /// <summary>Reads a step back.</summary>
    /// <exception cref="CsiException">The step does not hold a request (FailedPrecondition).</exception>
    public static TunnelRequest From(CustomStep step)
    {
        try
        {
            if (step.Data.TryGetValue(DataKey, out var json) && JsonSerializer.Deserialize(json, TunnelRequestJson.Default.TunnelRequest) is { } request)
                return request;
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw CsiErrors.FailedPrecondition("the recorded tunnel cannot be read; unmount the volume and let the pod mount it anew");
    }

    /// <summary>The step that opens this tunnel, and closes it when it is taken back.</summary>
    public CustomStep ToStep() => new()
    {
        Kind = StepKind,
        Data = new Dictionary<string, string> { [DataKey] = JsonSerializer.Serialize(this, TunnelRequestJson.Default.TunnelRequest) },
    };
}
