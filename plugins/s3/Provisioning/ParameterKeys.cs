namespace CsiHost.Plugins.S3.Provisioning;

/// <summary>Parameters of a storage class, and the names of provisioner secrets.</summary>
internal static class ParameterKeys
{
    public const string Mode = "provisioningMode";
    public const string BucketName = "bucketName";
    public const string BasePrefix = "basePrefix";
    public const string SubPathPattern = "subPathPattern";
    public const string EnsureUniqueDirectory = "ensureUniqueDirectory";
    public const string BucketNamePrefix = "bucketNamePrefix";
    public const string Region = "region";
    public const string DeleteContents = "deleteContents";
    public const string Tags = "tags";
    public const string AuthenticationSource = "authenticationSource";

    /// <summary>What the provisioner sidecar adds.</summary>
    public const string KubernetesPrefix = "csi.storage.k8s.io/";
    public const string ClaimName = KubernetesPrefix + "pvc/name";
    public const string ClaimNamespace = KubernetesPrefix + "pvc/namespace";
    public const string VolumeName = KubernetesPrefix + "pv/name";

    /// <summary>Names in the secret; those of the chart's own secret.</summary>
    public const string SecretKeyId = "key_id";
    public const string SecretAccessKey = "access_key";
    public const string SecretSessionToken = "session_token";

    public static readonly string[] Known =
    [
        Mode, BucketName, BasePrefix, SubPathPattern, EnsureUniqueDirectory, BucketNamePrefix, Region, DeleteContents, Tags, AuthenticationSource,
    ];
}
