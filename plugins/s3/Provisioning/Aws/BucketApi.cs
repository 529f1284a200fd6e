using Amazon.S3;
using Amazon.S3.Model;

namespace CsiHost.Plugins.S3.Provisioning.Aws;

/// <summary>S3 by the AWS SDK.</summary>
/// <param name="s3">The client.</param>
/// <param name="location">Where buckets are made; null where the service has one place only, or names none for its first.</param>
internal sealed class BucketApi(IAmazonS3 s3, string? location) : IBucketApi
{
    private const int Page = 1000;

    public async Task<bool> ExistsAsync(string bucket, CancellationToken cancellationToken)
    {
        try
        {
            await CallAsync(() => s3.HeadBucketAsync(new HeadBucketRequest { BucketName = bucket }, cancellationToken), cancellationToken);
            return true;
        }
        catch (BucketApiException e) when (e.Failure == BucketFailure.NoSuchBucket)
        {
            return false;
        }
    }

    public async Task CreateAsync(string bucket, CancellationToken cancellationToken)
    {
        try
        {
            await CallAsync(() => s3.PutBucketAsync(new PutBucketRequest { BucketName = bucket, BucketRegionName = location }, cancellationToken), cancellationToken);
        }
        catch (BucketApiException e) when (e.InnerException is AmazonS3Exception { ErrorCode: "BucketAlreadyOwnedByYou" })
        {
            // Made already, by a call whose answer was lost.
        }
    }

    public async Task DeleteAsync(string bucket, CancellationToken cancellationToken)
    {
        try
        {
            await CallAsync(() => s3.DeleteBucketAsync(new DeleteBucketRequest { BucketName = bucket }, cancellationToken), cancellationToken);
        }
        catch (BucketApiException e) when (e.Failure == BucketFailure.NoSuchBucket)
        {
            // Gone is what was asked for.
        }
    }

    public async Task<IReadOnlyDictionary<string, string>> GetTagsAsync(string bucket, CancellationToken cancellationToken)
    {
        try
        {
            return Read((await CallAsync(() => s3.GetBucketTaggingAsync(new GetBucketTaggingRequest { BucketName = bucket }, cancellationToken), cancellationToken)).TagSet);
        }
        catch (BucketApiException e) when (e.InnerException is AmazonS3Exception { ErrorCode: "NoSuchTagSet" or "NoSuchTagSetError" })
        {
            return Read(null);
        }
    }

    public Task SetTagsAsync(string bucket, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken) =>
        CallAsync(() => s3.PutBucketTaggingAsync(new PutBucketTaggingRequest { BucketName = bucket, TagSet = Write(tags) }, cancellationToken), cancellationToken);

    public async Task<IReadOnlyDictionary<string, string>?> GetObjectTagsAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        try
        {
            return Read((await CallAsync(() => s3.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = bucket, Key = key }, cancellationToken), cancellationToken)).Tagging);
        }
        catch (BucketApiException e) when (e.InnerException is AmazonS3Exception { ErrorCode: "NoSuchKey" })
        {
            return null;
        }
    }

    public Task PutMarkerAsync(string bucket, string key, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken) => CallAsync(
        () => s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = "", UseChunkEncoding = false, TagSet = Write(tags) }, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<string>> ListAsync(string bucket, string prefix, int most, CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, MaxKeys = most };
        var page = await CallAsync(() => s3.ListObjectsV2Async(request, cancellationToken), cancellationToken);
        return [.. (page.S3Objects ?? []).Select(static item => item.Key)];
    }

    public async Task<bool> DeleteVersionsAsync(string bucket, CancellationToken cancellationToken)
    {
        var page = await CallAsync(() => s3.ListVersionsAsync(new ListVersionsRequest { BucketName = bucket, MaxKeys = Page }, cancellationToken), cancellationToken);
        var versions = (page.Versions ?? []).Select(static item => new KeyVersion { Key = item.Key, VersionId = item.VersionId }).ToList();
        if (versions.Count == 0)
            return false;
        await DeleteAsync(bucket, versions, cancellationToken);
        return true;
    }

    public Task DeleteObjectsAsync(string bucket, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        DeleteAsync(bucket, [.. keys.Select(static key => new KeyVersion { Key = key })], cancellationToken);

    private static Dictionary<string, string> Read(List<Tag>? tags) =>
        (tags ?? []).ToDictionary(static tag => tag.Key, static tag => tag.Value ?? "", StringComparer.Ordinal);

    private static List<Tag> Write(IReadOnlyDictionary<string, string> tags) => [.. tags.Select(static tag => new Tag { Key = tag.Key, Value = tag.Value })];

    private Task<DeleteObjectsResponse> DeleteAsync(string bucket, List<KeyVersion> objects, CancellationToken cancellationToken) =>
        CallAsync(() => s3.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = bucket, Objects = objects, Quiet = true }, cancellationToken), cancellationToken);

    private static async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (e is not BucketApiException && !cancellationToken.IsCancellationRequested)
        {
            throw S3Errors.Translate(e);
        }
    }
}
