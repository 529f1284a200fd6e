using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Efs.Configuration;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Tunnels;

/// <inheritdoc cref="ITunnelSettings"/>
internal sealed class EfsTunnelSettings(IEfsUtilsConfig config, EfsOptions options, PluginInfo plugin) : ITunnelSettings
{
    private const string KeyName = "privateKey.pem";

    public TunnelSettings Read(bool isS3Files)
    {
        var file = config.Read(isS3Files ? StorageKind.S3Files : StorageKind.Efs);
        // The watchdog's settings of both services are those of the EFS file.
        var watchdog = isS3Files ? config.Read(StorageKind.Efs) : file;
        return new TunnelSettings
        {
            StateDirectory = options.Utils.StateDirectory,
            StateDirectoryMode = file.StateDirectoryMode,
            LogDirectory = options.Utils.LogDirectory,
            KeyFile = Path.Combine(options.Utils.ConfigDirectory, KeyName),
            Ports = file.PortRange,
            ClientSource = file.ClientSource,
            ClientVersion = plugin.Version,
            CertificateRenewal = watchdog.CertificateRenewal,
            MountAttemptLimit = file.MountAttemptLimit,
            ChecksHealth = watchdog.ChecksTunnelHealth,
            HealthInterval = watchdog.TunnelHealthInterval,
            Debug = file.TunnelDebug,
            LogFile = file.TunnelLogFile,
            Fips = file.Fips,
        };
    }
}
