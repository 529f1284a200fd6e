namespace CsiHost.S3Engine.S3;

/// <summary>What HEAD or a listing tells about an object. The ETag is without its quotes.</summary>
internal sealed record ObjectInfo(string ETag, long Size, DateTimeOffset Modified, string StorageClass, DateTimeOffset? RestoredUntil, string? ArchiveStatus)
{
    /// <summary>An archived object is readable only while a restored copy exists.</summary>
    public bool IsReadable(DateTimeOffset now) =>
        (StorageClass is not ("GLACIER" or "DEEP_ARCHIVE") && ArchiveStatus is null) || RestoredUntil > now;
}
