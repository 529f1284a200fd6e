using System.Text.Json.Nodes;

namespace CsiHost.StandIns.Aws;

/// <summary>S3 Files, as far as a CSI driver asks it. A used client token gives the access point that has it, as the service's reference says.</summary>
internal static class S3FilesRoutes
{
    public static AwsReply Answer(EfsStore store, string operation, AwsRequest request) => operation switch
    {
        "CreateAccessPoint" => Create(store, JsonNode.Parse(request.Body)!.AsObject()),
        "ListAccessPoints" => List(store, request.Query),
        "GetAccessPoint" => Get(store, request.Path.Split('/')[^1]),
        "DeleteAccessPoint" => store.Delete(request.Path.Split('/')[^1]) ? new AwsReply(204, "") : Refuse(404, "ResourceNotFoundException"),
        _ => Refuse(404, "UnknownOperationException"),
    };

    private static AwsReply Create(EfsStore store, JsonObject body)
    {
        var id = (string?)body["fileSystemId"] ?? "";
        if (store.Find(id) is null)
            return Refuse(404, "ResourceNotFoundException");
        var result = store.Create(new StoredAccessPoint
        {
            FileSystemId = id,
            ClientToken = (string?)body["clientToken"] ?? "",
            Uid = (long?)body["posixUser"]?["uid"],
            Gid = (long?)body["posixUser"]?["gid"],
            Path = (string?)body["rootDirectory"]?["path"] ?? "/",
            Permissions = (string?)body["rootDirectory"]?["creationPermissions"]?["permissions"] ?? "",
            Tags = (body["tags"]?.AsArray() ?? []).ToDictionary(static tag => (string)tag!["key"]!, static tag => (string)tag!["value"]!),
        });
        return result.IsFull ? Refuse(402, "ServiceQuotaExceededException")
            : new AwsReply(200, Show(result.Made ?? store.AccessPoints.First(point => point.Id == result.Existing)).ToJsonString());
    }

    private static AwsReply List(EfsStore store, IReadOnlyDictionary<string, string> query)
    {
        var id = query.GetValueOrDefault("fileSystemId", "");
        if (store.Find(id) is null)
            return Refuse(404, "ResourceNotFoundException");
        var (entries, next) = EfsRoutes.Cut(store, [.. store.AccessPoints.Where(point => point.FileSystemId == id)], query.GetValueOrDefault("nextToken"), query.GetValueOrDefault("maxResults"));
        var page = new JsonObject { ["accessPoints"] = new JsonArray([.. entries.Select(static point => Show(point))]) };
        if (next is not null)
            page["nextToken"] = next;
        return new AwsReply(200, page.ToJsonString());
    }

    private static AwsReply Get(EfsStore store, string id) => store.AccessPoints.FirstOrDefault(point => point.Id == id) is { } found
        ? new AwsReply(200, Show(found).ToJsonString())
        : Refuse(404, "ResourceNotFoundException");

    private static JsonObject Show(StoredAccessPoint point) => new()
    {
        ["accessPointId"] = point.Id,
        ["fileSystemId"] = point.FileSystemId,
        ["status"] = "available",
        ["clientToken"] = point.ClientToken,
        ["posixUser"] = new JsonObject { ["uid"] = point.Uid, ["gid"] = point.Gid },
        ["rootDirectory"] = new JsonObject { ["path"] = point.Path },
    };

    private static AwsReply Refuse(int status, string code) =>
        new(status, new JsonObject { ["errorCode"] = code, ["message"] = "the stand-in says " + code }.ToJsonString()) { ErrorType = code };
}
