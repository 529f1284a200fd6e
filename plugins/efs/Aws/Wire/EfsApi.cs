using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CsiHost.Plugins.Efs.Aws.Wire;

/// <summary>The REST interface of EFS, version 2015-02-01.</summary>
internal sealed class EfsApi(IApiSender sender) : IEfsApi
{
    private const string Root = "/2015-02-01/";
    private const string PageSize = "1000";

    public async ValueTask<AccessPoint> CreateAccessPointAsync(NewAccessPoint accessPoint, CancellationToken cancellationToken)
    {
        var (uid, gid) = (accessPoint.PosixUser.Uid, accessPoint.PosixUser.Gid);
        var body = new EfsMessages.CreateAccessPoint(
            accessPoint.ClientToken,
            accessPoint.FileSystemId,
            new EfsMessages.Posix(uid, gid),
            new EfsMessages.Directory(accessPoint.RootDirectory, new EfsMessages.Creation(uid, gid, accessPoint.Permissions)),
            accessPoint.Tags.Count == 0 ? null : [.. accessPoint.Tags.Select(static tag => new EfsMessages.Tag(tag.Key, tag.Value))]);
        var request = new ApiRequest
        {
            Operation = "CreateAccessPoint",
            Method = "POST",
            Path = Root + "access-points",
            Body = JsonSerializer.SerializeToUtf8Bytes(body, EfsJson.Default.CreateAccessPoint),
        };
        return Read(await AskAsync(request, EfsJson.Default.AccessPointDescription, cancellationToken));
    }

    public async IAsyncEnumerable<AccessPoint> ListAccessPointsAsync(string fileSystemId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = "";
        do
        {
            var page = await DescribeAsync("FileSystemId", fileSystemId, next, cancellationToken);
            foreach (var accessPoint in page.AccessPoints ?? [])
                yield return Read(accessPoint);
            next = page.NextToken ?? "";
        }
        while (next.Length > 0);
    }

    public async ValueTask<AccessPoint> DescribeAccessPointAsync(string accessPointId, CancellationToken cancellationToken) =>
        await DescribeAsync("AccessPointId", accessPointId, "", cancellationToken) switch
        {
            { AccessPoints: [var one] } => Read(one),
            { AccessPoints: null or [] } => throw new AwsException(AwsErrorKind.AccessPointNotFound, $"access point {accessPointId} does not exist"),
            _ => throw new AwsException(AwsErrorKind.Other, $"EFS described more than one access point as {accessPointId}"),
        };

    public async ValueTask DeleteAccessPointAsync(string accessPointId, CancellationToken cancellationToken) =>
        await sender.SendAsync(
            new ApiRequest { Operation = "DeleteAccessPoint", Method = "DELETE", Path = Root + "access-points/{id}", PathValue = accessPointId },
            cancellationToken);

    public async ValueTask<FileSystemInfo> DescribeFileSystemAsync(string fileSystemId, CancellationToken cancellationToken)
    {
        var request = new ApiRequest
        {
            Operation = "DescribeFileSystems",
            Path = Root + "file-systems",
            Query = new Dictionary<string, string> { ["FileSystemId"] = fileSystemId },
        };
        return await AskAsync(request, EfsJson.Default.FileSystemPage, cancellationToken) switch
        {
            { FileSystems: [var one] } => new FileSystemInfo { Id = one.FileSystemId ?? fileSystemId, Zone = one.AvailabilityZoneName ?? "" },
            { FileSystems: null or [] } => throw new AwsException(AwsErrorKind.FileSystemNotFound, $"file system {fileSystemId} does not exist"),
            _ => throw new AwsException(AwsErrorKind.Other, $"EFS described more than one file system as {fileSystemId}"),
        };
    }

    public async ValueTask<IReadOnlyList<MountTarget>> DescribeMountTargetsAsync(string fileSystemId, CancellationToken cancellationToken)
    {
        var targets = new List<MountTarget>();
        var marker = "";
        do
        {
            var query = new Dictionary<string, string> { ["FileSystemId"] = fileSystemId };
            if (marker.Length > 0)
                query["Marker"] = marker;
            var request = new ApiRequest { Operation = "DescribeMountTargets", Path = Root + "mount-targets", Query = query };
            var page = await AskAsync(request, EfsJson.Default.MountTargetPage, cancellationToken);
            targets.AddRange((page.MountTargets ?? []).Select(Read));
            marker = page.NextMarker ?? "";
        }
        while (marker.Length > 0);
        return targets;
    }

    private ValueTask<EfsMessages.AccessPointPage> DescribeAsync(string by, string id, string next, CancellationToken cancellationToken)
    {
        var query = new Dictionary<string, string> { [by] = id };
        if (by == "FileSystemId")
            query["MaxResults"] = PageSize;
        if (next.Length > 0)
            query["NextToken"] = next;
        var request = new ApiRequest { Operation = "DescribeAccessPoints", Path = Root + "access-points", Query = query };
        return AskAsync(request, EfsJson.Default.AccessPointPage, cancellationToken);
    }

    private ValueTask<T> AskAsync<T>(ApiRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        JsonReply.ReadAsync(sender, request, type, cancellationToken);

    private static AccessPoint Read(EfsMessages.AccessPointDescription description) => new()
    {
        Id = description.AccessPointId ?? "",
        FileSystemId = description.FileSystemId ?? "",
        ClientToken = description.ClientToken ?? "",
        RootDirectory = description.RootDirectory?.Path ?? "/",
        PosixUser = description.PosixUser is { } user ? new PosixUser(user.Uid, user.Gid) : null,
        State = description.LifeCycleState ?? "",
    };

    private static MountTarget Read(EfsMessages.MountTargetDescription description) => new()
    {
        Id = description.MountTargetId ?? "",
        IpAddress = description.IpAddress ?? "",
        Ipv6Address = description.Ipv6Address ?? "",
        Zone = description.AvailabilityZoneName ?? "",
        ZoneId = description.AvailabilityZoneId ?? "",
        State = description.LifeCycleState ?? "",
    };
}
