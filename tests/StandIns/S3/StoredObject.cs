namespace CsiHost.StandIns.S3;

/// <summary>One version of an object, and the headers that it was made with.</summary>
public sealed record StoredObject(IObjectContent Content, string ETag, DateTimeOffset Modified, IReadOnlyDictionary<string, string> Headers)
{
    public string StorageClass => Headers.GetValueOrDefault("x-amz-storage-class", "STANDARD");
    public string ContentType => Headers.GetValueOrDefault("content-type", "binary/octet-stream");

    public byte[] ToArray()
    {
        var bytes = new byte[Content.Length];
        Content.Read(0, bytes);
        return bytes;
    }
}
