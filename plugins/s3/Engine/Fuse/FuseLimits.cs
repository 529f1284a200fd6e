namespace CsiHost.S3Engine.Fuse;

/// <summary>How many requests the kernel may send ahead on its own account, and from which on it calls the file system congested.</summary>
internal readonly record struct FuseLimits(ushort MaxBackground, ushort CongestionThreshold)
{
    public static readonly FuseLimits Default = new(256, 192);
}
