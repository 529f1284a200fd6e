using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.S3.Provisioning;

/// <summary>
/// A bucket or prefix, in S3. Every step can be repeated, and one that was cut half-way is taken up where it was: what is there is looked at first, and what the
/// driver made says so by its tags.
/// </summary>
internal sealed class ProvisionedVolume(IBucketApi api, VolumeHandle handle)
{
    private const int Page = 1000;

    public Task CreateAsync(string name, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken) => handle.Prefix.Length == 0
        ? CreateBucketAsync(name, tags, cancellationToken)
        : CreatePrefixAsync(name, tags, cancellationToken);

    public Task DeleteAsync(CancellationToken cancellationToken) =>
        handle.Prefix.Length == 0 ? DeleteBucketAsync(cancellationToken) : DeletePrefixAsync(cancellationToken);

    public async Task<bool> ExistsAsync(CancellationToken cancellationToken) => handle.Prefix.Length == 0
        ? await api.ExistsAsync(handle.Bucket, cancellationToken)
        : await TryGetMarkerAsync(cancellationToken) is not null;

    private static bool IsOf(IReadOnlyDictionary<string, string> tags, string name) => tags.GetValueOrDefault(VolumeTags.VolumeName) == name;

    private async Task CreateBucketAsync(string name, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        if (!await api.ExistsAsync(handle.Bucket, cancellationToken))
            await api.CreateAsync(handle.Bucket, cancellationToken);
        var found = await api.GetTagsAsync(handle.Bucket, cancellationToken);
        if (IsOf(found, name))
            return;

        // No tags and nothing in it: made by a call that was cut before it could tag it. The name is the volume's own, so nobody else's bucket has it by chance.
        if (found.Count > 0 || (await api.ListAsync(handle.Bucket, "", 1, cancellationToken)).Count > 0)
            throw CsiErrors.Incompatible($"the bucket {handle.Bucket} exists and was not made for volume {name}");
        await api.SetTagsAsync(handle.Bucket, tags, cancellationToken);
    }

    private async Task CreatePrefixAsync(string name, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        var found = await api.GetObjectTagsAsync(handle.Bucket, handle.Prefix, cancellationToken);
        if (found is not null && IsOf(found, name))
            return;
        if (found is not null || (await api.ListAsync(handle.Bucket, handle.Prefix, 1, cancellationToken)).Count > 0)
            throw CsiErrors.Incompatible($"the prefix {handle.Prefix} of bucket {handle.Bucket} is in use and was not made for volume {name}");
        await api.PutMarkerAsync(handle.Bucket, handle.Prefix, tags, cancellationToken);
    }

    private async Task DeleteBucketAsync(CancellationToken cancellationToken)
    {
        if (!await api.ExistsAsync(handle.Bucket, cancellationToken))
            return;
        var tags = await api.GetTagsAsync(handle.Bucket, cancellationToken);
        RequireOurs(tags, $"the bucket {handle.Bucket}");
        if (VolumeTags.MayDeleteContents(tags))
        {
            while (await api.DeleteVersionsAsync(handle.Bucket, cancellationToken))
            {
                // A page each time.
            }
        }

        try
        {
            await api.DeleteAsync(handle.Bucket, cancellationToken);
        }
        catch (BucketApiException e) when (e.Failure == BucketFailure.NotEmpty)
        {
            throw NotEmpty($"the bucket {handle.Bucket}");
        }
    }

    private async Task DeletePrefixAsync(CancellationToken cancellationToken)
    {
        // Without the marker it is deleted, or it is not ours.
        if (await TryGetMarkerAsync(cancellationToken) is not { } tags)
            return;
        RequireOurs(tags, $"the prefix {handle.Prefix} of bucket {handle.Bucket}");
        while (true)
        {
            var keys = (await api.ListAsync(handle.Bucket, handle.Prefix, Page, cancellationToken)).Where(key => key != handle.Prefix).ToList();
            if (keys.Count == 0)
                break;
            if (!VolumeTags.MayDeleteContents(tags))
                throw NotEmpty($"the prefix {handle.Prefix} of bucket {handle.Bucket}");
            await api.DeleteObjectsAsync(handle.Bucket, keys, cancellationToken);
        }

        // Last: a call that is cut before finds the marker again.
        await api.DeleteObjectsAsync(handle.Bucket, [handle.Prefix], cancellationToken);
    }

    private async Task<IReadOnlyDictionary<string, string>?> TryGetMarkerAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await api.GetObjectTagsAsync(handle.Bucket, handle.Prefix, cancellationToken);
        }
        catch (BucketApiException e) when (e.Failure == BucketFailure.NoSuchBucket)
        {
            return null;
        }
    }

    private static void RequireOurs(IReadOnlyDictionary<string, string> tags, string what)
    {
        if (!tags.ContainsKey(VolumeTags.VolumeName))
            throw CsiErrors.FailedPrecondition($"{what} has no tag {VolumeTags.VolumeName}: the driver did not make it and does not delete it; delete it yourself, or remove the persistent volume");
    }

    private static CsiException NotEmpty(string what) =>
        CsiErrors.FailedPrecondition($"{what} is not empty; empty it, or set the tag {VolumeTags.DeleteContents} to true (parameter {ParameterKeys.DeleteContents} of the storage class)");
}
