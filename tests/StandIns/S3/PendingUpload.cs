namespace CsiHost.StandIns.S3;

/// <summary>A multipart upload that is not complete.</summary>
public sealed class PendingUpload(string key, IReadOnlyDictionary<string, string> headers)
{
    public string Key => key;
    public IReadOnlyDictionary<string, string> Headers => headers;
    public SortedDictionary<int, (byte[] Bytes, string ETag)> Parts { get; } = [];
}
