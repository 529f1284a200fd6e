using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CsiHost.Plugins.Efs.Aws.Wire;

/// <summary>
/// The REST interface of S3 Files, version 2025-05-05, behind the interface of EFS. Zones and mount targets are not asked of it: the mount of
/// such a file system finds its target by DNS.
/// </summary>
internal sealed class S3FilesApi(IApiSender sender) : IEfsApi
{
    public async ValueTask<AccessPoint> CreateAccessPointAsync(NewAccessPoint accessPoint, CancellationToken cancellationToken)
    {
        var (uid, gid) = (accessPoint.PosixUser.Uid, accessPoint.PosixUser.Gid);
        var body = new S3FilesMessages.CreateAccessPoint(
            accessPoint.ClientToken,
            accessPoint.FileSystemId,
            new S3FilesMessages.Posix(uid, gid),
            new S3FilesMessages.Directory(accessPoint.RootDirectory, new S3FilesMessages.Creation(uid, gid, accessPoint.Permissions)),
            accessPoint.Tags.Count == 0 ? null : [.. accessPoint.Tags.Select(static tag => new S3FilesMessages.Tag(tag.Key, tag.Value))]);
        var request = new ApiRequest
        {
            Operation = "CreateAccessPoint",
            Method = "PUT",
            Path = "/access-points",
            Body = JsonSerializer.SerializeToUtf8Bytes(body, S3FilesJson.Default.CreateAccessPoint),
        };
        return Read(await JsonReply.ReadAsync(sender, request, S3FilesJson.Default.AccessPointDescription, cancellationToken), accessPoint.FileSystemId);
    }

    public async IAsyncEnumerable<AccessPoint> ListAccessPointsAsync(string fileSystemId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = "";
        do
        {
            var query = new Dictionary<string, string> { ["fileSystemId"] = fileSystemId, ["maxResults"] = "1000" };
            if (next.Length > 0)
                query["nextToken"] = next;
            var request = new ApiRequest { Operation = "ListAccessPoints", Path = "/access-points", Query = query };
            var page = await JsonReply.ReadAsync(sender, request, S3FilesJson.Default.AccessPointPage, cancellationToken);
            foreach (var accessPoint in page.AccessPoints ?? [])
                yield return Read(accessPoint, fileSystemId);
            next = page.NextToken ?? "";
        }
        while (next.Length > 0);
    }

    public async ValueTask<AccessPoint> DescribeAccessPointAsync(string accessPointId, CancellationToken cancellationToken)
    {
        var request = new ApiRequest { Operation = "GetAccessPoint", Path = "/access-points/{id}", PathValue = accessPointId };
        return Read(await JsonReply.ReadAsync(sender, request, S3FilesJson.Default.AccessPointDescription, cancellationToken), "");
    }

    public async ValueTask DeleteAccessPointAsync(string accessPointId, CancellationToken cancellationToken) =>
        await sender.SendAsync(
            new ApiRequest { Operation = "DeleteAccessPoint", Method = "DELETE", Path = "/access-points/{id}", PathValue = accessPointId }, cancellationToken);

    public ValueTask<FileSystemInfo> DescribeFileSystemAsync(string fileSystemId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new FileSystemInfo { Id = fileSystemId });

    public ValueTask<IReadOnlyList<MountTarget>> DescribeMountTargetsAsync(string fileSystemId, CancellationToken cancellationToken) =>
        throw new AwsException(AwsErrorKind.BadRequest, "mount targets of S3 Files are found by DNS, not by its API");

    private static AccessPoint Read(S3FilesMessages.AccessPointDescription description, string fileSystemId) => new()
    {
        Id = description.AccessPointId ?? "",
        FileSystemId = description.FileSystemId ?? fileSystemId,
        ClientToken = description.ClientToken ?? "",
        RootDirectory = description.RootDirectory?.Path ?? "/",
        PosixUser = description.PosixUser is { } user ? new PosixUser(user.Uid, user.Gid) : null,
        State = description.Status ?? "",
    };
}
