namespace CsiHost.Plugins.S3.Provisioning;

/// <summary>What provisioning needs of S3, in one region and under one identity. Failures are <see cref="BucketApiException"/>.</summary>
internal interface IBucketApi
{
    /// <summary>Whether the bucket exists; a bucket of somebody else is a failure (<see cref="BucketFailure.Denied"/>).</summary>
    Task<bool> ExistsAsync(string bucket, CancellationToken cancellationToken);

    /// <summary>Makes a bucket; one that is the caller's already is no failure.</summary>
    Task CreateAsync(string bucket, CancellationToken cancellationToken);

    /// <summary>Deletes an empty bucket.</summary>
    Task DeleteAsync(string bucket, CancellationToken cancellationToken);

    Task<IReadOnlyDictionary<string, string>> GetTagsAsync(string bucket, CancellationToken cancellationToken);

    Task SetTagsAsync(string bucket, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken);

    /// <summary>The tags of an object; null when there is none.</summary>
    Task<IReadOnlyDictionary<string, string>?> GetObjectTagsAsync(string bucket, string key, CancellationToken cancellationToken);

    /// <summary>Writes an empty object with tags.</summary>
    Task PutMarkerAsync(string bucket, string key, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken);

    /// <summary>The first keys of a prefix.</summary>
    Task<IReadOnlyList<string>> ListAsync(string bucket, string prefix, int most, CancellationToken cancellationToken);

    /// <summary>Deletes some of the objects of a bucket, with all their versions; false when there was none left.</summary>
    Task<bool> DeleteVersionsAsync(string bucket, CancellationToken cancellationToken);

    Task DeleteObjectsAsync(string bucket, IReadOnlyList<string> keys, CancellationToken cancellationToken);
}
