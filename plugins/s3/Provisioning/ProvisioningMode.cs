namespace CsiHost.Plugins.S3.Provisioning;

/// <summary>What a claim gets.</summary>
internal enum ProvisioningMode
{
    /// <summary>A prefix in a bucket that exists.</summary>
    Prefix,

    /// <summary>A bucket of its own.</summary>
    Bucket,
}
