using CsiHost.Plugins.Efs.Configuration;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Tests.Configuration;

public sealed class RenderedConfigurationTests
{
    public static TheoryData<bool, string, string, string?> Values => new()
    {
        { false, "DEFAULT", "logging_level", "INFO" },
        { false, "mount", "dns_name_format", "{az}.{fs_id}.efs.{region}.{dns_name_suffix}" },
        { false, "mount", "region", null },
        { false, "mount", "stunnel_debug_enabled", "false" },
        { false, "mount", "fips_mode_enabled", "false" },
        { false, "mount", "port_range_upper_bound", "21049" },
        { false, "mount", "optimize_readahead", "true" },
        { false, "mount-watchdog", "poll_interval_sec", "1" },
        { false, "client-info", "source", "k8s" },
        { false, "cloudwatch-log", "enabled", "false" },
        { false, "proxy", "metrics_enabled", null },
        { true, "mount", "dns_name_format", "{az_id}.{fs_id}.s3files.{region}.{dns_name_suffix}" },
        { true, "mount", "dns_name_suffix", "on.aws" },
        { true, "mount.cn-north-1", "dns_name_suffix", "on.amazonwebservices.com.cn" },
        { true, "mount", "stunnel_debug_enabled", null },
        { true, "proxy", "metrics_enabled", "true" },
        { true, "proxy", "readahead_cache_enabled", null },
        { true, "mount-watchdog", "enabled", null },
        { true, "cloudwatch-log", "enabled", "true" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Defaults_Value_IsAsDocumented(bool isS3Files, string section, string key, string? expected) =>
        Render(isS3Files, new EfsUtilsOptions()).Find(section, key).ShouldBe(expected);

    [Theory]
    [InlineData("DEFAULT", "logging_level", "DEBUG")]
    [InlineData("mount", "region", "eu-west-1")]
    [InlineData("mount", "stunnel_debug_enabled", "true")]
    [InlineData("mount", "fips_mode_enabled", "true")]
    [InlineData("mount", "port_range_upper_bound", "22000")]
    [InlineData("cloudwatch-log", "enabled", "true")]
    public void Options_Set_AreRendered(string section, string key, string expected)
    {
        var options = new EfsUtilsOptions { DebugLogs = true, Region = "eu-west-1", FipsModeEnabled = "true", PortRangeUpperBound = 22000, EfsCloudWatchLog = true };

        Render(isS3Files: false, options).Find(section, key).ShouldBe(expected);
    }

    private static IniFile Render(bool isS3Files, EfsUtilsOptions options) =>
        IniFile.Parse(RenderedConfiguration.Of(isS3Files ? StorageKind.S3Files : StorageKind.Efs, options).ToString());
}
