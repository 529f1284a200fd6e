using System.Collections.Concurrent;

namespace CsiHost.StandIns.Aws.S3;

/// <summary>The buckets of all accounts.</summary>
public sealed class S3Store
{
    /// <summary>By name.</summary>
    public ConcurrentDictionary<string, StoredBucket> Buckets { get; } = new(StringComparer.Ordinal);

    /// <summary>How many buckets an account may have.</summary>
    public int MostBuckets { get; set; } = 100;
}
