using System.Globalization;
using CsiHost.Abstractions.Commands;

namespace CsiHost.Plugins.Efs.Command;

/// <summary>Flags as keys of the configuration. A flag that was not given leaves the key to its default.</summary>
internal static class FlagSettings
{
    public const string Driver = "Drivers:" + EfsPlugin.DriverName + ":";
    public const string Plugin = "Plugins:aws-efs:";

    public static void Add(Dictionary<string, string?> configuration, EfsFlags flags)
    {
        configuration[Driver + "Endpoint"] = flags.Endpoint.Value;
        Set("Host:MetricsEndpoint", flags.HttpEndpoint);
        Set("Host:MetricsCertFile", flags.MetricsCertificate);
        Set("Host:MetricsKeyFile", flags.MetricsKey);
        if (flags.DebugLogs.Value)
            configuration["Logging:Verbosity"] = "5";
        Set(Plugin + "Tags", flags.Tags);
        Set(Plugin + "DeleteAccessPointRootDirectory", flags.DeleteRootDirectory);
        Set(Plugin + "AdaptiveRetry", flags.AdaptiveRetry);
        Set(Plugin + "VolumeMetrics", flags.VolumeMetrics);
        SetNumber("VolumeMetricsRefreshMinutes", flags.VolumeMetricsRefresh.IsSet, flags.VolumeMetricsRefresh.Value >= 0 ? flags.VolumeMetricsRefresh.Value : 0);
        SetNumber("VolumeMetricsWalksPerFileSystem", flags.VolumeMetricsRate.IsSet, Math.Clamp(flags.VolumeMetricsRate.Value, 1, int.MaxValue));
        SetNumber("MaxInflightMountCalls", flags.MaxInflightOptIn.Value, flags.MaxInflight.Value);
        SetNumber("VolumeAttachLimit", flags.AttachLimitOptIn.Value, flags.AttachLimit.Value);
        Set(Plugin + "ForceUnmountAfterTimeout", flags.ForceUnmount);
        if (flags.UnmountTimeout is { IsSet: true } timeout && timeout.Value > TimeSpan.Zero)
            configuration[Plugin + "UnmountTimeout"] = timeout.Value.ToString("c", CultureInfo.InvariantCulture);
        Set(Plugin + "Utils:PreferredConfigDirectory", flags.ConfigDirectory);
        Set(Plugin + "Utils:LegacyConfigDirectory", flags.LegacyConfigDirectory);
        Set(Plugin + "Utils:StaticFilesDirectory", flags.StaticFiles);
        Set(Plugin + "Utils:EfsOverrides", flags.EfsOverrides);
        Set(Plugin + "Utils:S3FilesOverrides", flags.S3FilesOverrides);
        Set(Plugin + "Utils:DebugLogs", flags.DebugLogs);
        Set(Plugin + "Utils:EfsCloudWatchLog", flags.EfsCloudWatchLog);
        Set(Plugin + "Utils:S3FilesCloudWatchLog", flags.S3FilesCloudWatchLog);
        Set(Plugin + "Utils:S3FilesCloudWatchMetrics", flags.S3FilesCloudWatchMetrics);

        void Set<T>(string key, GoFlag<T> flag)
        {
            if (flag.IsSet)
                configuration[key] = Convert.ToString(flag.Value, CultureInfo.InvariantCulture);
        }

        void SetNumber<T>(string key, bool isGiven, T value)
        {
            if (isGiven)
                configuration[Plugin + key] = Convert.ToString(value, CultureInfo.InvariantCulture);
        }
    }
}
