using CsiHost.S3Engine.S3;

namespace CsiHost.S3Engine.Files;

/// <summary>What the bucket holds under a name; a directory has no object.</summary>
internal sealed record Remote(bool IsDirectory, ObjectInfo? Object)
{
    public static readonly Remote Directory = new(true, null);
}
