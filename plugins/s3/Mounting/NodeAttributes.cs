namespace CsiHost.Plugins.S3.Mounting;

/// <summary>The volume attributes that the node plugin reads.</summary>
internal static class NodeAttributes
{
    public const string BucketName = "bucketName";
    public const string AuthenticationSource = "authenticationSource";
    public const string StsRegion = "stsRegion";
    public const string Cache = "cache";
    public const string CacheEmptyDirSizeLimit = "cacheEmptyDirSizeLimit";
    public const string CacheEmptyDirMedium = "cacheEmptyDirMedium";

    /// <summary>Begins the attributes that set environment variables of mount-s3.</summary>
    public const string EnvironmentPrefix = "mountpointEnv.";
}
