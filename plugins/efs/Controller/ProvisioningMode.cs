namespace CsiHost.Plugins.Efs.Controller;

/// <summary>What a claim becomes.</summary>
internal enum ProvisioningMode
{
    /// <summary><c>efs-ap</c>: an access point of EFS.</summary>
    EfsAccessPoint = 0,

    /// <summary><c>s3files-ap</c>: an access point of S3 Files.</summary>
    S3FilesAccessPoint,

    /// <summary><c>efs-dir</c>: a directory of EFS, without an access point and its limits.</summary>
    EfsDirectory,
}
