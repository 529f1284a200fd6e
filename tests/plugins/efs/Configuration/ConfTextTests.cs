using CsiHost.Plugins.Efs.Configuration;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Tests.Configuration;

public sealed class ConfTextTests
{
    [Theory]
    [InlineData("mount", "region", "eu-central-1")]
    [InlineData("mount", "retry_nfs_mount_command_count", "5")]
    [InlineData("mount-watchdog", "tls_cert_renewal_interval_min", "30")]
    [InlineData("mount", "stunnel_logs_file", "/var/log/x=y")]
    [InlineData("mount.cn-north-1", "dns_name_suffix", "other")]
    public void Override_KnownKey_AlsoACommentedOne_IsSet(string section, string key, string value)
    {
        var text = Rendered().Override(new ConfOverride(section, key, value)).ToString();

        IniFile.Parse(text).Find(section, key).ShouldBe(value);
        text.Split('\n').Count(line => line == $"{key} = {value}").ShouldBe(1);
    }

    [Theory]
    [InlineData("nowhere", "region", "x", "section [nowhere]")]
    [InlineData("mount", "unknown", "x", "no key unknown")]
    [InlineData("mount", "poll_interval_sec", "2", "no key poll_interval_sec")]
    [InlineData("mount", "region", "a\nfips_mode_enabled = false", "control character")]
    public void Override_UnknownOrHostile_IsRefused(string section, string key, string value, string message) =>
        Should.Throw<FormatException>(() => Rendered().Override(new ConfOverride(section, key, value))).Message.ShouldContain(message);

    private static ConfText Rendered() => RenderedConfiguration.Of(StorageKind.Efs, new EfsUtilsOptions());
}
