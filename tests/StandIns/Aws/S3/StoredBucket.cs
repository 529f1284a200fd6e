namespace CsiHost.StandIns.Aws.S3;

/// <summary>A bucket. Objects have no content beyond their tags; with versions on, a deletion leaves what was there.</summary>
public sealed class StoredBucket(string account)
{
    public string Account { get; } = account;

    public IReadOnlyDictionary<string, string>? Tags { get; set; }

    public SortedDictionary<string, IReadOnlyDictionary<string, string>> Objects { get; } = new(StringComparer.Ordinal);

    public bool IsVersioned { get; set; }

    /// <summary>Deleted objects of a bucket with versions.</summary>
    public SortedSet<string> OldVersions { get; } = new(StringComparer.Ordinal);

    public void Add(params string[] keys)
    {
        foreach (var key in keys)
            Objects[key] = new Dictionary<string, string>();
    }
}
