namespace CsiHost.Plugins.Efs;

/// <summary>The section <c>Plugins:aws-efs:Utils</c>: where the configuration files of efs-utils are and what goes into them.</summary>
internal sealed class EfsUtilsOptions
{
    /// <summary>The port range's upper bound when nothing sets it; a smaller one is raised to it.</summary>
    public const int DefaultPortRangeUpperBound = 21049;

    /// <summary>The directory where the files are looked for: a link to one of the two below, or a plain directory.</summary>
    public string ConfigDirectory { get; set; } = "/etc/amazon/efs";

    /// <summary>The persistent directory that is preferred.</summary>
    public string PreferredConfigDirectory { get; set; } = "/var/amazon/efs";

    /// <summary>The directory of older releases; it wins when it holds <c>efs-utils.conf</c> already.</summary>
    public string LegacyConfigDirectory { get; set; } = "/etc/amazon/efs-legacy";

    /// <summary>Where the image keeps the files that are copied into the configuration directory; empty copies none.</summary>
    public string StaticFilesDirectory { get; set; } = "/etc/amazon/efs-static-files/";

    /// <summary>Where tunnels keep their state.</summary>
    public string StateDirectory { get; set; } = "/var/run/efs";

    /// <summary>Where tunnels write their logs.</summary>
    public string LogDirectory { get; set; } = "/var/log/amazon/efs";

    /// <summary>Changes to <c>efs-utils.conf</c>: <c>section:key=value,…</c>; see <see cref="ConfOverride"/>.</summary>
    public string EfsOverrides { get; set; } = "";

    /// <summary>Changes to <c>s3files-utils.conf</c>.</summary>
    public string S3FilesOverrides { get; set; } = "";

    /// <summary>DEBUG instead of INFO in both files.</summary>
    public bool DebugLogs { get; set; }

    public bool EfsCloudWatchLog { get; set; }

    public bool S3FilesCloudWatchLog { get; set; } = true;

    public bool S3FilesCloudWatchMetrics { get; set; } = true;

    /// <summary>The last local port for tunnels; the first is 20049.</summary>
    public int PortRangeUpperBound { get; set; } = DefaultPortRangeUpperBound;

    /// <summary>What <c>fips_mode_enabled</c> is set to; empty leaves it <c>false</c>.</summary>
    public string FipsModeEnabled { get; set; } = "";

    /// <summary>The value of <c>[mount] region</c>; empty leaves it commented out.</summary>
    public string Region { get; set; } = "";

    /// <summary>The value of <c>[client-info] source</c>.</summary>
    public string ClientSource { get; set; } = "k8s";
}
