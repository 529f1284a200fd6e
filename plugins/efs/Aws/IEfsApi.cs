namespace CsiHost.Plugins.Efs.Aws;

/// <summary>
/// The calls of Amazon EFS that the driver needs. The AWS libraries are loaded by the first call. Every call throws
/// <see cref="AwsException"/> and nothing else but a cancellation.
/// </summary>
internal interface IEfsApi
{
    /// <summary>Makes an access point. <see cref="AwsErrorKind.AlreadyExists"/> carries the id of the one that has the token.</summary>
    ValueTask<AccessPoint> CreateAccessPointAsync(NewAccessPoint accessPoint, CancellationToken cancellationToken);

    /// <summary>The access points of a file system, page after page.</summary>
    IAsyncEnumerable<AccessPoint> ListAccessPointsAsync(string fileSystemId, CancellationToken cancellationToken);

    /// <summary>One access point; <see cref="AwsErrorKind.AccessPointNotFound"/> when there is none.</summary>
    ValueTask<AccessPoint> DescribeAccessPointAsync(string accessPointId, CancellationToken cancellationToken);

    /// <summary>Deletes an access point; its directory stays.</summary>
    ValueTask DeleteAccessPointAsync(string accessPointId, CancellationToken cancellationToken);

    /// <summary>One file system; <see cref="AwsErrorKind.FileSystemNotFound"/> when there is none.</summary>
    ValueTask<FileSystemInfo> DescribeFileSystemAsync(string fileSystemId, CancellationToken cancellationToken);

    /// <summary>The mount targets of a file system, all pages, in any state.</summary>
    ValueTask<IReadOnlyList<MountTarget>> DescribeMountTargetsAsync(string fileSystemId, CancellationToken cancellationToken);
}
