using CsiHost.Abstractions.Commands;

namespace CsiHost.Plugins.Efs.Command;

/// <summary>The flags of the binary that is replaced, with its defaults.</summary>
internal sealed class EfsFlags
{
    private readonly GoFlagSet _set = new(EfsCommand.Name);

    public EfsFlags()
    {
        Klog = new KlogFlags(_set);
        Endpoint = _set.AddText("endpoint", "unix://tmp/csi.sock", "the CSI `socket`: unix:///path/csi.sock");
        Version = _set.AddBoolean("version", false, "print the version as JSON and exit");
        ConfigDirectory = _set.AddText("efs-utils-config-dir-path", "/var/amazon/efs", "preferred `directory` of the efs-utils configuration");
        LegacyConfigDirectory = _set.AddText("efs-utils-config-legacy-dir-path", "/etc/amazon/efs-legacy", "older `directory` of it; used when it holds efs-utils.conf");
        StaticFiles = _set.AddText("efs-utils-static-files-path", "/etc/amazon/efs-static-files/", "`directory` whose files are copied into the configuration");
        VolumeMetrics = _set.AddBoolean("vol-metrics-opt-in", false, "report how much of each volume is used");
        VolumeMetricsRefresh = _set.AddFraction("vol-metrics-refresh-period", 240, "minutes after which the usage of a volume is computed anew");
        VolumeMetricsRate = _set.AddInteger("vol-metrics-fs-rate-limit", 5, "usage computations of one file system at a time");
        DeleteRootDirectory = _set.AddBoolean("delete-access-point-root-dir", false, "delete the directory of an access point with its volume");
        AdaptiveRetry = _set.AddBoolean("adaptive-retry-mode", true, "repeat AWS calls adaptively (5 attempts) instead of by the standard (3)");
        Tags = _set.AddText("tags", "", "tags of access points: `key:value key2:value2`");
        MaxInflightOptIn = _set.AddBoolean("max-inflight-mount-calls-opt-in", false, "limit the mounts that run at a time");
        MaxInflight = _set.AddInteger("max-inflight-mount-calls", -1, "that limit, above 0");
        AttachLimitOptIn = _set.AddBoolean("volume-attach-limit-opt-in", false, "limit the volumes of a node");
        AttachLimit = _set.AddInteger("volume-attach-limit", -1, "that limit, above 0");
        ForceUnmount = _set.AddBoolean("force-unmount-after-timeout", false, "force an unmount that does not end in time");
        UnmountTimeout = _set.AddDuration("unmount-timeout", TimeSpan.FromSeconds(30), "that time");
        DebugLogs = _set.AddBoolean("debug-logs", false, "log everything, also in efs-utils");
        EfsCloudWatchLog = _set.AddBoolean("efs-cloudwatch-log-enabled", false, "[cloudwatch-log] enabled of efs-utils.conf");
        S3FilesCloudWatchLog = _set.AddBoolean("s3files-cloudwatch-log-enabled", true, "[cloudwatch-log] enabled of s3files-utils.conf");
        S3FilesCloudWatchMetrics = _set.AddBoolean("s3files-cloudwatch-metrics-enabled", true, "[proxy] metrics_enabled of s3files-utils.conf");
        EfsOverrides = _set.AddText("efs-utils-conf-overrides", "", "changes to efs-utils.conf: `section:key=value,...`");
        S3FilesOverrides = _set.AddText("s3files-utils-conf-overrides", "", "changes to s3files-utils.conf: `section:key=value,...`");
        HttpEndpoint = _set.AddText("http-endpoint", "", "`address` of the metrics, for example 0.0.0.0:3301; empty for none");
        MetricsCertificate = _set.AddText("metrics-cert-file", "", "certificate `file` of the metrics address");
        MetricsKey = _set.AddText("metrics-key-file", "", "key `file` of the metrics address");
    }

    public KlogFlags Klog { get; }

    public GoFlag<string> Endpoint { get; }

    public GoFlag<bool> Version { get; }

    public GoFlag<string> ConfigDirectory { get; }

    public GoFlag<string> LegacyConfigDirectory { get; }

    public GoFlag<string> StaticFiles { get; }

    public GoFlag<bool> VolumeMetrics { get; }

    public GoFlag<double> VolumeMetricsRefresh { get; }

    public GoFlag<long> VolumeMetricsRate { get; }

    public GoFlag<bool> DeleteRootDirectory { get; }

    public GoFlag<bool> AdaptiveRetry { get; }

    public GoFlag<string> Tags { get; }

    public GoFlag<bool> MaxInflightOptIn { get; }

    public GoFlag<long> MaxInflight { get; }

    public GoFlag<bool> AttachLimitOptIn { get; }

    public GoFlag<long> AttachLimit { get; }

    public GoFlag<bool> ForceUnmount { get; }

    public GoFlag<TimeSpan> UnmountTimeout { get; }

    public GoFlag<bool> DebugLogs { get; }

    public GoFlag<bool> EfsCloudWatchLog { get; }

    public GoFlag<bool> S3FilesCloudWatchLog { get; }

    public GoFlag<bool> S3FilesCloudWatchMetrics { get; }

    public GoFlag<string> EfsOverrides { get; }

    public GoFlag<string> S3FilesOverrides { get; }

    public GoFlag<string> HttpEndpoint { get; }

    public GoFlag<string> MetricsCertificate { get; }

    public GoFlag<string> MetricsKey { get; }

    public ExitResult? Parse(IReadOnlyList<string> arguments) => _set.Parse(arguments);

    /// <summary>What is wrong with the values; null when nothing is.</summary>
    public string? FindProblem()
    {
        if (MaxInflightOptIn.Value && MaxInflight.Value <= 0)
            return "--max-inflight-mount-calls must be above 0 when --max-inflight-mount-calls-opt-in is set";
        if (AttachLimitOptIn.Value && AttachLimit.Value <= 0)
            return "--volume-attach-limit must be above 0 when --volume-attach-limit-opt-in is set";
        if (ForceUnmount.Value && UnmountTimeout.Value <= TimeSpan.Zero)
            return "--unmount-timeout must be above 0 when --force-unmount-after-timeout is set";
        foreach (var flag in new[] { EfsOverrides, S3FilesOverrides })
        {
            if (ConfOverride.Parse(flag.Value, out var problem) is null)
                return $"--{flag.Name}: {problem}";
        }
        return null;
    }
}
