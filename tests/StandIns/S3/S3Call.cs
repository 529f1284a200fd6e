using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CsiHost.StandIns.S3;

/// <summary>Reads from a request which operation it is. The path is taken as it was sent: servers like to tidy keys up.</summary>
internal sealed record S3Call(string Bucket, S3Request Request)
{
    public static S3Call Read(HttpContext context, string expected)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var path = target.Split('?', 2)[0];
        var slash = path.IndexOf('/', 1);
        var bucket = slash < 0 ? path[1..] : path[1..slash];
        var key = slash < 0 || slash == path.Length - 1 ? null : Uri.UnescapeDataString(path[(slash + 1)..]);
        var query = context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        var headers = context.Request.Headers.ToDictionary(pair => pair.Key.ToLowerInvariant(), pair => pair.Value.ToString());
        return new S3Call(bucket.Length == 0 ? expected : bucket, new S3Request(Operation(context.Request.Method, key, query), key, query, headers));
    }

    private static string Operation(string method, string? key, Dictionary<string, string> query) => (method, key) switch
    {
        ("GET", null) when query.ContainsKey("session") => "CreateSession",
        ("GET", null) when query.ContainsKey("uploads") => "ListMultipartUploads",
        ("GET", null) => "ListObjectsV2",
        ("GET", _) => "GetObject",
        ("HEAD", _) => "HeadObject",
        ("POST", _) when query.ContainsKey("uploads") => "CreateMultipartUpload",
        ("POST", _) when query.ContainsKey("uploadId") => "CompleteMultipartUpload",
        ("PUT", _) when query.ContainsKey("partNumber") => "UploadPart",
        ("PUT", _) when query.ContainsKey("renameObject") => "RenameObject",
        ("PUT", _) => "PutObject",
        ("DELETE", _) when query.ContainsKey("uploadId") => "AbortMultipartUpload",
        ("DELETE", _) => "DeleteObject",
        _ => "Unknown",
    };
}
