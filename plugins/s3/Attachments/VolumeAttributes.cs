namespace CsiHost.Plugins.S3.Attachments;

/// <summary>The volume attributes that the controller reads. Others are the node plugin's, and unknown ones are nobody's.</summary>
internal static class VolumeAttributes
{
    public const string BucketName = "bucketName";

    /// <summary>The bucket of a volume that is a prefix made by the driver, in place of <see cref="BucketName"/>.</summary>
    public const string ProvisionedBucketName = "provisionedBucketName";

    public const string ProvisionedPrefix = "provisionedPrefix";
    public const string AuthenticationSource = "authenticationSource";
    public const string Cache = "cache";
    public const string CacheEmptyDirSizeLimit = "cacheEmptyDirSizeLimit";
    public const string CacheEmptyDirMedium = "cacheEmptyDirMedium";
    public const string CacheEphemeralStorageClassName = "cacheEphemeralStorageClassName";
    public const string CacheEphemeralStorageResourceRequest = "cacheEphemeralStorageResourceRequest";
    public const string MountpointPodServiceAccountName = "mountpointPodServiceAccountName";
    public const string RequestsCpu = "mountpointContainerResourcesRequestsCpu";
    public const string RequestsMemory = "mountpointContainerResourcesRequestsMemory";
    public const string LimitsCpu = "mountpointContainerResourcesLimitsCpu";
    public const string LimitsMemory = "mountpointContainerResourcesLimitsMemory";
}
