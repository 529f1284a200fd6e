namespace CsiHost.Plugins.Efs.Volumes;

/// <summary>The service behind a volume.</summary>
internal enum StorageKind
{
    /// <summary>Amazon EFS; the prefix <c>efs:</c> may be left out.</summary>
    Efs = 0,

    /// <summary>Amazon S3 Files; the prefix <c>s3files:</c> is required.</summary>
    S3Files,
}
