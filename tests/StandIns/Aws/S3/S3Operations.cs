using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace CsiHost.StandIns.Aws.S3;

/// <summary>What each operation does.</summary>
internal static class S3Operations
{
    private static readonly XNamespace Xml = S3Reply.Namespace;

    public static S3Reply Answer(S3Store store, string account, S3Call call)
    {
        if (call.Operation == "CreateBucket")
            return Create(store, account, call.Bucket);
        if (!store.Buckets.TryGetValue(call.Bucket, out var bucket))
            return S3Reply.Error(404, "NoSuchBucket", "The specified bucket does not exist");
        if (bucket.Account != account)
            return S3Reply.Error(403, "AccessDenied", "Access Denied");
        lock (bucket)
            return Answer(store, bucket, call);
    }

    private static S3Reply Answer(S3Store store, StoredBucket bucket, S3Call call) => call.Operation switch
    {
        "HeadBucket" => new S3Reply(200),
        "DeleteBucket" => Delete(store, bucket, call.Bucket),
        "GetBucketTagging" when bucket.Tags is null => S3Reply.Error(404, "NoSuchTagSet", "The TagSet does not exist"),
        "GetBucketTagging" => Tagging(bucket.Tags!),
        "PutBucketTagging" => SetTags(bucket, Body(call)),
        "ListObjectsV2" => List(bucket, call),
        "ListObjectVersions" => ListVersions(bucket),
        "DeleteObjects" => DeleteObjects(bucket, Body(call)),
        "GetObjectTagging" when !bucket.Objects.ContainsKey(call.Key) => S3Reply.Error(404, "NoSuchKey", "The specified key does not exist."),
        "GetObjectTagging" => Tagging(bucket.Objects[call.Key]),
        "PutObject" => PutObject(bucket, call),
        _ => S3Reply.Error(405, "MethodNotAllowed", call.Operation),
    };

    private static S3Reply Create(S3Store store, string account, string name)
    {
        if (store.Buckets.TryGetValue(name, out var found))
            return found.Account == account ? S3Reply.Error(409, "BucketAlreadyOwnedByYou", "yours") : S3Reply.Error(409, "BucketAlreadyExists", "somebody else's");
        if (store.Buckets.Values.Count(bucket => bucket.Account == account) >= store.MostBuckets)
            return S3Reply.Error(400, "TooManyBuckets", "You have attempted to create more buckets than allowed");
        store.Buckets[name] = new StoredBucket(account);
        return new S3Reply(200);
    }

    private static S3Reply Delete(S3Store store, StoredBucket bucket, string name)
    {
        if (bucket.Objects.Count > 0 || bucket.OldVersions.Count > 0)
            return S3Reply.Error(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
        store.Buckets.TryRemove(name, out _);
        return new S3Reply(204);
    }

    private static S3Reply Tagging(IReadOnlyDictionary<string, string> tags) => S3Reply.Xml(new XElement(
        Xml + "Tagging", new XElement(Xml + "TagSet", tags.Select(static tag => new XElement(Xml + "Tag", new XElement(Xml + "Key", tag.Key), new XElement(Xml + "Value", tag.Value))))));

    private static S3Reply SetTags(StoredBucket bucket, XElement body)
    {
        bucket.Tags = body.Descendants().Where(static element => element.Name.LocalName == "Tag")
            .ToDictionary(static tag => Child(tag, "Key"), static tag => Child(tag, "Value"));
        return new S3Reply(204);
    }

    private static S3Reply PutObject(StoredBucket bucket, S3Call call)
    {
        bucket.Objects[call.Key] = AwsRequest.ParseForm(call.Request.Headers.GetValueOrDefault("x-amz-tagging", ""));
        return new S3Reply(200) { ETag = "\"d41d8cd98f00b204e9800998ecf8427e\"" };
    }

    private static S3Reply List(StoredBucket bucket, S3Call call)
    {
        var prefix = call.Request.Query.GetValueOrDefault("prefix", "");
        var most = int.Parse(call.Request.Query.GetValueOrDefault("max-keys", "1000"), CultureInfo.InvariantCulture);
        var keys = bucket.Objects.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Take(most).ToList();
        return S3Reply.Xml(new XElement(
            Xml + "ListBucketResult", new XElement(Xml + "KeyCount", keys.Count), new XElement(Xml + "IsTruncated", "false"),
            keys.Select(static key => new XElement(Xml + "Contents", new XElement(Xml + "Key", key), new XElement(Xml + "Size", 0)))));
    }

    private static S3Reply ListVersions(StoredBucket bucket) => S3Reply.Xml(new XElement(
        Xml + "ListVersionsResult", new XElement(Xml + "IsTruncated", "false"),
        bucket.Objects.Keys.Select(static key => Version(key, "now")).Concat(bucket.OldVersions.Select(static key => Version(key, "old"))).Take(2)));

    private static XElement Version(string key, string id) =>
        new(Xml + "Version", new XElement(Xml + "Key", key), new XElement(Xml + "VersionId", id), new XElement(Xml + "IsLatest", id == "now" ? "true" : "false"), new XElement(Xml + "Size", 0));

    private static S3Reply DeleteObjects(StoredBucket bucket, XElement body)
    {
        foreach (var item in body.Elements().Where(static element => element.Name.LocalName == "Object"))
        {
            var (key, version) = (Child(item, "Key"), Child(item, "VersionId"));
            if (version == "old")
                bucket.OldVersions.Remove(key);
            else if (bucket.Objects.Remove(key) && bucket.IsVersioned && version.Length == 0)
                bucket.OldVersions.Add(key);
        }

        return S3Reply.Xml(new XElement(Xml + "DeleteResult"));
    }

    private static XElement Body(S3Call call) => XElement.Parse(Encoding.UTF8.GetString(call.Request.Body));

    private static string Child(XElement parent, string name) => parent.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value ?? "";
}
