namespace CsiHost.Plugins.S3.Provisioning;

/// <summary>Why S3 refused.</summary>
internal enum BucketFailure
{
    /// <summary>Something this driver does not tell apart.</summary>
    Other,

    NoSuchBucket,

    /// <summary>The name belongs to another account.</summary>
    Taken,

    NotEmpty,

    Denied,

    /// <summary>Unknown key, wrong signature, expired token, or no credentials at all.</summary>
    Unauthenticated,

    /// <summary>The account has all the buckets it may have.</summary>
    TooMany,

    InvalidName,

    /// <summary>Throttled, out of order, or out of reach.</summary>
    Unavailable,
}
