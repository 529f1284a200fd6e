namespace CsiHost.S3Engine.S3;

/// <summary>One answer of ListObjectsV2. The service gives objects and prefixes apart; <see cref="Sort"/> makes one order of them.</summary>
internal sealed class ListPage
{
    public List<ListedEntry> Entries { get; } = [];
    public string? NextToken { get; set; }
    public bool IsTruncated { get; set; }

    public void Sort() => Entries.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
}
