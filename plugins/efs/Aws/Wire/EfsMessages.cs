namespace CsiHost.Plugins.Efs.Aws.Wire;

/// <summary>The messages of EFS as far as the driver reads and writes them. Members are named as on the wire.</summary>
internal static class EfsMessages
{
    internal sealed record CreateAccessPoint(string ClientToken, string FileSystemId, Posix PosixUser, Directory RootDirectory, IReadOnlyList<Tag>? Tags);

    internal sealed record Posix(long Uid, long Gid);

    internal sealed record Directory(string? Path, Creation? CreationInfo);

    internal sealed record Creation(long OwnerUid, long OwnerGid, string Permissions);

    internal sealed record Tag(string Key, string Value);

    internal sealed record AccessPointDescription(
        string? AccessPointId, string? FileSystemId, string? ClientToken, Posix? PosixUser, Directory? RootDirectory, string? LifeCycleState);

    internal sealed record AccessPointPage(IReadOnlyList<AccessPointDescription>? AccessPoints, string? NextToken);

    internal sealed record FileSystemDescription(string? FileSystemId, string? AvailabilityZoneName);

    internal sealed record FileSystemPage(IReadOnlyList<FileSystemDescription>? FileSystems);

    internal sealed record MountTargetDescription(
        string? MountTargetId, string? IpAddress, string? Ipv6Address, string? AvailabilityZoneName, string? AvailabilityZoneId, string? LifeCycleState);

    internal sealed record MountTargetPage(IReadOnlyList<MountTargetDescription>? MountTargets, string? NextMarker);
}
