namespace CsiHost.Plugins.Efs.Aws.Wire;

/// <summary>The messages of S3 Files as far as the driver reads and writes them. Members are named as on the wire but for case.</summary>
internal static class S3FilesMessages
{
    internal sealed record CreateAccessPoint(string ClientToken, string FileSystemId, Posix PosixUser, Directory RootDirectory, IReadOnlyList<Tag>? Tags);

    internal sealed record Posix(long Uid, long Gid);

    internal sealed record Directory(string? Path, Creation? CreationPermissions);

    internal sealed record Creation(long OwnerUid, long OwnerGid, string Permissions);

    internal sealed record Tag(string Key, string Value);

    internal sealed record AccessPointDescription(
        string? AccessPointId, string? FileSystemId, string? ClientToken, Posix? PosixUser, Directory? RootDirectory, string? Status);

    internal sealed record AccessPointPage(IReadOnlyList<AccessPointDescription>? AccessPoints, string? NextToken);
}
