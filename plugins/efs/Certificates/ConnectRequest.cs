using CsiHost.Plugins.Efs.Credentials;

namespace CsiHost.Plugins.Efs.Certificates;

/// <summary>The request <c>Action=Connect</c> that is signed for a mount and never sent: its signature in the certificate is the proof of identity.</summary>
internal sealed class ConnectRequest
{
    public const string EfsService = "elasticfilesystem";

    public const string S3FilesService = "s3files";

    public required MountCredentials Credentials { get; init; }

    /// <summary>The file system's id, which takes the place of the host.</summary>
    public required string FileSystemId { get; init; }

    public required string Region { get; init; }

    public required string Service { get; init; }

    /// <summary>SHA-1 of the client's public key, in lower-case hex.</summary>
    public required string PublicKeyHash { get; init; }

    public required DateTimeOffset Time { get; init; }
}
