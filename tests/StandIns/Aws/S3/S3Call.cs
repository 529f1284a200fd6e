namespace CsiHost.StandIns.Aws.S3;

/// <summary>A request with the operation that its method, path and query mean.</summary>
internal sealed record S3Call(string Operation, string Bucket, string Key, AwsRequest Request)
{
    public static S3Call Parse(AwsRequest request)
    {
        var parts = request.Path.TrimStart('/').Split('/', 2);
        var key = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "";
        return new S3Call(OperationOf(request, key.Length > 0), Uri.UnescapeDataString(parts[0]), key, request);
    }

    private static string OperationOf(AwsRequest request, bool hasKey) => (request.Method, hasKey, Flag(request)) switch
    {
        ("HEAD", false, _) => "HeadBucket",
        ("PUT", false, "") => "CreateBucket",
        ("DELETE", false, "") => "DeleteBucket",
        ("GET", false, "tagging") => "GetBucketTagging",
        ("PUT", false, "tagging") => "PutBucketTagging",
        ("GET", false, "versions") => "ListObjectVersions",
        ("GET", false, _) => "ListObjectsV2",
        ("POST", false, "delete") => "DeleteObjects",
        ("GET", true, "tagging") => "GetObjectTagging",
        ("PUT", true, "") => "PutObject",
        _ => $"{request.Method} {request.RawTarget}",
    };

    private static string Flag(AwsRequest request) => new[] { "tagging", "versions", "delete" }.FirstOrDefault(request.Query.ContainsKey) ?? "";
}
