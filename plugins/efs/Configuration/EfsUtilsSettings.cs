using System.Globalization;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Configuration;

/// <summary>
/// One of the two configuration files of efs-utils, typed. A switch or limit that is absent or makes no sense has its default, as efs-utils does it;
/// what must be right (the port range) is an error.
/// </summary>
internal sealed class EfsUtilsSettings(IniFile file, StorageKind kind)
{
    private const string Mount = "mount";
    private const string Watchdog = "mount-watchdog";
    private const string DefaultCaFile = "/etc/amazon/efs/efs-utils.crt";
    private const UnixFileMode DefaultDirectoryMode = (UnixFileMode)0b111_101_000;

    public string DnsNameFormat => file.Find(Mount, "dns_name_format") ?? (kind == StorageKind.S3Files
        ? "{az_id}.{fs_id}.s3files.{region}.{dns_name_suffix}"
        : "{az}.{fs_id}.efs.{region}.{dns_name_suffix}");

    /// <summary>Null when it is to be found elsewhere.</summary>
    public string? Region => NotEmpty(file.Find(Mount, "region"));

    /// <summary>The zone's id where nothing else tells it (Fargate).</summary>
    public string? ZoneId => NotEmpty(file.Find(Mount, "az_id"));

    /// <summary>Whether server certificates must have the file system's name.</summary>
    public bool ChecksHostName => Switch(Mount, "stunnel_check_cert_hostname", true);

    /// <summary>Whether server certificates are checked by OCSP.</summary>
    public bool ChecksValidity => Switch(Mount, "stunnel_check_cert_validity", false);

    public bool TunnelDebug => Switch(Mount, "stunnel_debug_enabled", false);

    /// <summary>Where a tunnel's process logs, with <c>{fs_id}</c> for the file system; null leaves it to the log directory.</summary>
    public string? TunnelLogFile => NotEmpty(file.Find(Mount, "stunnel_logs_file"));

    public bool Fips => Switch(Mount, "fips_mode_enabled", false);

    public bool OptimizesReadAhead => Switch(Mount, "optimize_readahead", false);

    public bool FallsBackToMountTargetAddress => Switch(Mount, "fall_back_to_mount_target_ip_address_enabled", true);

    public bool UsesMetadataToken => !Switch(Mount, "disable_fetch_ec2_metadata_token", false);

    public bool RetriesMount => Switch(Mount, "retry_nfs_mount_command", true);

    public int MountAttempts => Limit(Mount, "retry_nfs_mount_command_count", 3);

    public TimeSpan MountAttemptLimit => TimeSpan.FromSeconds(Limit(Mount, "retry_nfs_mount_command_timeout_sec", 15));

    public TimeSpan CertificateRenewal => TimeSpan.FromMinutes(Limit(Watchdog, "tls_cert_renewal_interval_min", 60));

    public bool ChecksTunnelHealth => Switch(Watchdog, "stunnel_health_check_enabled", true);

    public TimeSpan TunnelHealthInterval => TimeSpan.FromMinutes(Limit(Watchdog, "stunnel_health_check_interval_min", 5));

    public TimeSpan TunnelHealthLimit => TimeSpan.FromSeconds(Limit(Watchdog, "stunnel_health_check_command_timeout_sec", 30));

    /// <summary>Who the client says it is, in its certificate: 1 to 100 characters, otherwise <c>unknown</c>.</summary>
    public string ClientSource => file.Find("client-info", "source") is { Length: > 0 and <= 100 } source ? source : "unknown";

    public UnixFileMode StateDirectoryMode => ParseMode(file.Find("DEFAULT", "state_file_dir_mode"));

    /// <summary>The first local port of tunnels and the one after the last.</summary>
    /// <exception cref="CsiException">The two are no range (FailedPrecondition).</exception>
    public (int First, int End) PortRange
    {
        get
        {
            var (first, end) = (Port("port_range_lower_bound", 20049), Port("port_range_upper_bound", 21049));
            return first < end
                ? (first, end)
                : throw Wrong("port_range_lower_bound", $"{first} must be below port_range_upper_bound {end}");
        }
    }

    /// <summary>The suffix of the region's section, or the general one.</summary>
    /// <exception cref="CsiException">There is none (FailedPrecondition).</exception>
    public string DnsNameSuffix(string region) =>
        file.Find(RegionSection(region), "dns_name_suffix") ?? file.Find(Mount, "dns_name_suffix")
        ?? throw Wrong("dns_name_suffix", "is required");

    /// <summary>The CA bundle. A region with a section of its own does not inherit the general one.</summary>
    public string CaFile(string region) => file.Find(RegionSection(region), "stunnel_cafile") ?? DefaultCaFile;

    private string RegionSection(string region) => file.HasSection($"{Mount}.{region}") ? $"{Mount}.{region}" : Mount;

    private bool Switch(string section, string key, bool otherwise) => file.Find(section, key)?.ToLowerInvariant() switch
    {
        "true" or "yes" or "1" or "on" => true,
        "false" or "no" or "0" or "off" => false,
        null => otherwise,
        var value => throw Wrong(key, $"'{value}' must be true or false"),
    };

    private int Limit(string section, string key, int otherwise) =>
        int.TryParse(file.Find(section, key), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : otherwise;

    private int Port(string key, int otherwise) => file.Find(Mount, key) is not { } text
        ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 65536
            ? value
            : throw Wrong(key, $"'{text}' is no port");

    private static UnixFileMode ParseMode(string? text)
    {
        try
        {
            return text is null || Convert.ToInt32(text, 8) is not (> 0 and <= 0x1FF) ? DefaultDirectoryMode : (UnixFileMode)Convert.ToInt32(text, 8);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
        {
            return DefaultDirectoryMode;
        }
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private CsiException Wrong(string key, string problem) =>
        CsiErrors.FailedPrecondition($"{EfsUtilsFiles.NameOf(kind)}: {key} {problem}");
}
