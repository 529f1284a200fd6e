namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>The settings that tunnels are made with, from the configuration files of efs-utils and the driver's options.</summary>
internal sealed record TunnelSettings
{
    /// <summary>Where efs-utils keeps the state of mounts, and this driver beside it.</summary>
    public string StateDirectory { get; init; } = "/var/run/efs";

    public UnixFileMode StateDirectoryMode { get; init; } =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    /// <summary>Where stunnel processes log when they are told to.</summary>
    public string LogDirectory { get; init; } = "/var/log/amazon/efs";

    /// <summary>The node's client key.</summary>
    public string KeyFile { get; init; } = "/etc/amazon/efs/privateKey.pem";

    /// <summary>The first local port and the one after the last.</summary>
    public (int First, int End) Ports { get; init; } = (20049, 21049);

    /// <summary>Who the client says it is, in its certificate.</summary>
    public string ClientSource { get; init; } = "unknown";

    public string ClientVersion { get; init; } = "0";

    public TimeSpan CertificateRenewal { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>How long one attempt to mount may take.</summary>
    public TimeSpan MountAttemptLimit { get; init; } = TimeSpan.FromSeconds(15);

    public bool ChecksHealth { get; init; } = true;

    public TimeSpan HealthInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether stunnel processes log at their finest level.</summary>
    public bool Debug { get; init; }

    /// <summary>Where they log, with <c>{fs_id}</c> for the file system; null leaves it to the log directory.</summary>
    public string? LogFile { get; init; }

    /// <summary>Whether <c>fips = yes</c> is written for a stunnel process, whatever the crypto policy says.</summary>
    public bool Fips { get; init; }

    /// <summary>
    /// How long a client is held while a mount target is looked for: a little less than an attempt to mount, so that the attempt ends with the
    /// tunnel's answer.
    /// </summary>
    public TimeSpan ConnectLimit => MountAttemptLimit > TimeSpan.FromSeconds(2) ? MountAttemptLimit - TimeSpan.FromSeconds(1) : MountAttemptLimit;
}
