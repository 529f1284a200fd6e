using System.Globalization;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Configuration;

/// <summary>
/// What the configuration files say before overrides, equal to what the replaced driver writes: an efs-utils that comes back finds them in order.
/// </summary>
internal static class RenderedConfiguration
{
    private const string SystemBundle = "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem";

    private static readonly (string Region, string Suffix, bool UsesSystemBundle)[] Regions =
    [
        ("cn-north-1", "amazonaws.com.cn", false),
        ("cn-northwest-1", "amazonaws.com.cn", false),
        ("eu-isoe-west-1", "cloud.adc-e.uk", true),
        ("eusc-de-east-1", "amazonaws.eu", true),
        ("us-iso-east-1", "c2s.ic.gov", true),
        ("us-iso-west-1", "c2s.ic.gov", true),
        ("us-isob-east-1", "sc2s.sgov.gov", true),
        ("us-isob-west-1", "sc2s.sgov.gov", true),
        ("us-isof-east-1", "csp.hci.ic.gov", true),
        ("us-isof-south-1", "csp.hci.ic.gov", true),
    ];

    private static readonly (string Key, string Value)[] ReadBypass =
    [
        ("read_bypass_denylist_size", "10000"),
        ("read_bypass_denylist_ttl_seconds", "300"),
        ("readahead_cache_enabled", "true"),
        ("s3_read_chunk_size_bytes", "1048576"),
        ("readahead_cache_init_memory_size_mb", "10"),
        ("readahead_cache_max_memory_size_mb", "1024"),
        ("readahead_init_window_size_bytes", "8388608"),
        ("readahead_max_window_size_bytes", "8388608"),
        ("readahead_cache_eviction_interval_ms", "500"),
        ("readahead_cache_target_utilization_percent", "80"),
        ("read_bypass_max_in_flight_s3_bytes", "268435456"),
    ];

    public static ConfText Of(StorageKind kind, EfsUtilsOptions options)
    {
        var text = new ConfText();
        var level = options.DebugLogs ? "DEBUG" : "INFO";
        text.Section("DEFAULT")
            .Set("logging_level", level).Set("logging_max_bytes", "1048576").Set("logging_file_count", "10").Set("state_file_dir_mode", "750");
        AddMount(text, kind, options);
        foreach (var (region, suffix, usesSystemBundle) in Regions)
        {
            text.Section($"mount.{region}").Set("dns_name_suffix", kind == StorageKind.S3Files ? S3FilesSuffix(suffix) : suffix);
            if (usesSystemBundle)
                text.Set("stunnel_cafile", SystemBundle);
        }

        if (kind == StorageKind.S3Files)
            AddProxy(text, level, options);
        else
            AddWatchdog(text);
        text.Section("client-info").Set("source", options.ClientSource);
        text.Section("cloudwatch-log")
            .Set("enabled", kind == StorageKind.S3Files ? options.S3FilesCloudWatchLog : options.EfsCloudWatchLog)
            .Set("log_group_name", "/aws/efs/utils").Set("retention_in_days", "14");
        return text;
    }

    private static void AddMount(ConfText text, StorageKind kind, EfsUtilsOptions options)
    {
        var isS3Files = kind == StorageKind.S3Files;
        text.Section("mount")
            .Set("dns_name_format", isS3Files ? "{az_id}.{fs_id}.s3files.{region}.{dns_name_suffix}" : "{az}.{fs_id}.efs.{region}.{dns_name_suffix}")
            .Set("dns_name_suffix", isS3Files ? "on.aws" : "amazonaws.com");
        if (options.Region.Length > 0)
            text.Set("region", options.Region);
        else
            text.Offer("region", "us-east-1");
        if (!isS3Files)
            text.Set("stunnel_debug_enabled", options.DebugLogs);
        text.Offer("stunnel_logs_file", "/var/log/amazon/efs/{fs_id}.stunnel.log")
            .Set("stunnel_cafile", "/etc/amazon/efs/efs-utils.crt")
            .Set("stunnel_check_cert_hostname", true)
            .Set("stunnel_check_cert_validity", false)
            .Set("fips_mode_enabled", options.FipsModeEnabled.Length > 0 ? options.FipsModeEnabled : "false")
            .Set("port_range_lower_bound", "20049")
            .Set("port_range_upper_bound", options.PortRangeUpperBound.ToString(CultureInfo.InvariantCulture))
            .Set("optimize_readahead", true)
            .Set("fall_back_to_mount_target_ip_address_enabled", true)
            .Set("disable_fetch_ec2_metadata_token", false)
            .Set("retry_nfs_mount_command", true)
            .Set("retry_nfs_mount_command_count", "3")
            .Set("retry_nfs_mount_command_timeout_sec", "15");
    }

    private static void AddWatchdog(ConfText text) => text.Section("mount-watchdog")
        .Set("enabled", true)
        .Set("poll_interval_sec", "1")
        .Set("unmount_count_for_consistency", "5")
        .Set("unmount_grace_period_sec", "30")
        .Set("tls_cert_renewal_interval_min", "60")
        .Set("stunnel_health_check_enabled", true)
        .Set("stunnel_health_check_interval_min", "5")
        .Set("stunnel_health_check_command_timeout_sec", "30");

    private static void AddProxy(ConfText text, string level, EfsUtilsOptions options)
    {
        text.Section("proxy")
            .Set("proxy_logging_level", level).Set("proxy_logging_max_bytes", "1048576").Set("proxy_logging_file_count", "10")
            .Set("metrics_enabled", options.S3FilesCloudWatchMetrics);
        foreach (var (key, value) in ReadBypass)
            text.Offer(key, value);
    }

    private static string S3FilesSuffix(string efsSuffix) => efsSuffix == "amazonaws.com.cn" ? "on.amazonwebservices.com.cn" : efsSuffix;
}
