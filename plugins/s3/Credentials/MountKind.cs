namespace CsiHost.Plugins.S3.Credentials;

/// <summary>Who runs mount-s3 for a mount.</summary>
internal enum MountKind
{
    /// <summary>A Mountpoint Pod.</summary>
    Pod = 0,

    /// <summary>systemd on the node: a mount of version 1 of the driver.</summary>
    Systemd = 1,
}
