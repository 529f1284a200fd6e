using System.Globalization;
using System.Text.Json.Nodes;

namespace CsiHost.StandIns.Aws;

/// <summary>EFS, as far as a CSI driver asks it.</summary>
internal static class EfsRoutes
{
    private const string Root = "/2015-02-01/";

    public static string OperationOf(string service, AwsRequest request) => (service, request.Method, request.Path) switch
    {
        (_, "POST", Root + "access-points") => "CreateAccessPoint",
        (_, "GET", Root + "access-points") => "DescribeAccessPoints",
        (_, "GET", Root + "file-systems") => "DescribeFileSystems",
        (_, "GET", Root + "mount-targets") => "DescribeMountTargets",
        (_, "DELETE", var path) when path.StartsWith(Root + "access-points/", StringComparison.Ordinal) => "DeleteAccessPoint",
        (_, "PUT", "/access-points") => "CreateAccessPoint",
        (_, "GET", "/access-points") => "ListAccessPoints",
        (_, "GET", var path) when path.StartsWith("/access-points/", StringComparison.Ordinal) => "GetAccessPoint",
        (_, "DELETE", var path) when path.StartsWith("/access-points/", StringComparison.Ordinal) => "DeleteAccessPoint",
        _ => "Unknown",
    };

    public static AwsReply Answer(EfsStore store, string operation, AwsRequest request) => operation switch
    {
        "CreateAccessPoint" => Create(store, JsonNode.Parse(request.Body)!.AsObject()),
        "DescribeAccessPoints" => Describe(store, request.Query),
        "DeleteAccessPoint" => store.Delete(Uri.UnescapeDataString(request.Path.Split('/')[^1])) ? new AwsReply(204, "") : Refuse(404, "AccessPointNotFound"),
        "DescribeFileSystems" => FileSystems(store, request.Query.GetValueOrDefault("FileSystemId", "")),
        "DescribeMountTargets" => MountTargets(store, request.Query),
        _ => Refuse(404, "UnknownOperationException"),
    };

    private static AwsReply Create(EfsStore store, JsonObject body)
    {
        var id = (string?)body["FileSystemId"] ?? "";
        var creation = body["RootDirectory"]?["CreationInfo"];
        if (store.Find(id) is null)
            return Refuse(404, "FileSystemNotFound");
        var permissions = (string?)creation?["Permissions"] ?? "";
        if (permissions.Length is < 3 or > 4 || permissions.Any(static digit => digit is < '0' or > '7'))
            return Refuse(400, "BadRequest");
        var wanted = new StoredAccessPoint
        {
            FileSystemId = id,
            ClientToken = (string?)body["ClientToken"] ?? "",
            Uid = (long?)body["PosixUser"]?["Uid"],
            Gid = (long?)body["PosixUser"]?["Gid"],
            Path = (string?)body["RootDirectory"]?["Path"] ?? "/",
            Permissions = permissions,
            Tags = (body["Tags"]?.AsArray() ?? []).ToDictionary(static tag => (string)tag!["Key"]!, static tag => (string)tag!["Value"]!),
        };
        return store.Create(wanted) switch
        {
            { Made: { } made } => new AwsReply(200, Show(made).ToJsonString()),
            { IsFull: true } => Refuse(403, "AccessPointLimitExceeded"),
            var (_, existing, _) => Refuse(409, "AccessPointAlreadyExists", existing),
        };
    }

    private static AwsReply Describe(EfsStore store, IReadOnlyDictionary<string, string> query)
    {
        if (query.TryGetValue("AccessPointId", out var id))
        {
            var one = store.AccessPoints.FirstOrDefault(point => point.Id == id);
            return one is null ? Refuse(404, "AccessPointNotFound") : new AwsReply(200, new JsonObject { ["AccessPoints"] = new JsonArray(Show(one)) }.ToJsonString());
        }
        var fileSystem = query.GetValueOrDefault("FileSystemId", "");
        if (store.Find(fileSystem) is null)
            return Refuse(404, "FileSystemNotFound");
        var (entries, next) = Cut(store, [.. store.AccessPoints.Where(point => point.FileSystemId == fileSystem)], query.GetValueOrDefault("NextToken"), query.GetValueOrDefault("MaxResults"));
        var page = new JsonObject { ["AccessPoints"] = new JsonArray([.. entries.Select(static point => Show(point))]) };
        if (next is not null)
            page["NextToken"] = next;
        return new AwsReply(200, page.ToJsonString());
    }

    internal static (IEnumerable<T> Entries, string? Next) Cut<T>(EfsStore store, T[] all, string? token, string? asked)
    {
        var start = token is null ? 0 : int.Parse(token, CultureInfo.InvariantCulture);
        var size = Math.Min(store.MaxPage, asked is null ? 100 : int.Parse(asked, CultureInfo.InvariantCulture));
        return (all.Skip(start).Take(size), start + size < all.Length ? (start + size).ToString(CultureInfo.InvariantCulture) : null);
    }

    private static AwsReply FileSystems(EfsStore store, string id)
    {
        if (store.Find(id) is not { } found)
            return Refuse(404, "FileSystemNotFound");
        var shown = new JsonObject { ["FileSystemId"] = id, ["LifeCycleState"] = "available" };
        if (found.Zone.Length > 0)
            shown["AvailabilityZoneName"] = found.Zone;
        return new AwsReply(200, new JsonObject { ["FileSystems"] = new JsonArray(shown) }.ToJsonString());
    }

    private static AwsReply MountTargets(EfsStore store, IReadOnlyDictionary<string, string> query)
    {
        if (store.Find(query.GetValueOrDefault("FileSystemId", "")) is not { } found)
            return Refuse(404, "FileSystemNotFound");
        var (entries, next) = Cut(store, [.. found.MountTargets], query.GetValueOrDefault("Marker"), query.GetValueOrDefault("MaxItems"));
        var page = new JsonObject
        {
            ["MountTargets"] = new JsonArray([.. entries.Select(static target => new JsonObject
            {
                ["MountTargetId"] = "fsmt-" + target.ZoneId, ["IpAddress"] = target.Ip, ["AvailabilityZoneName"] = target.Zone,
                ["AvailabilityZoneId"] = target.ZoneId, ["LifeCycleState"] = target.State,
            })]),
        };
        if (next is not null)
            page["NextMarker"] = next;
        return new AwsReply(200, page.ToJsonString());
    }

    private static JsonObject Show(StoredAccessPoint point)
    {
        var shown = new JsonObject
        {
            ["AccessPointId"] = point.Id,
            ["FileSystemId"] = point.FileSystemId,
            ["ClientToken"] = point.ClientToken,
            ["LifeCycleState"] = "available",
            ["RootDirectory"] = new JsonObject { ["Path"] = point.Path },
        };
        if (point.Gid is { } gid)
            shown["PosixUser"] = new JsonObject { ["Uid"] = point.Uid, ["Gid"] = gid };
        return shown;
    }

    private static AwsReply Refuse(int status, string code, string accessPoint = "")
    {
        var body = new JsonObject { ["ErrorCode"] = code, ["Message"] = "the stand-in says " + code };
        if (accessPoint.Length > 0)
            body["AccessPointId"] = accessPoint;
        return new AwsReply(status, body.ToJsonString()) { ErrorType = code };
    }
}
