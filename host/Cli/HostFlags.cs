using CsiHost.Abstractions.Commands;
using CsiHost.Hosting.Configuration;

namespace CsiHost.Cli;

/// <summary>The flags of every command that reads the host's configuration. A flag wins over the environment, that over the files.</summary>
internal sealed class HostFlags
{
    private readonly Dictionary<string, GoFlag<string>> _keys = new(StringComparer.Ordinal);
    private readonly GoFlag<IReadOnlyList<string>> _files;
    private readonly GoFlag<IReadOnlyList<string>> _settings;
    private readonly KlogFlags _klog;

    public HostFlags(GoFlagSet flags)
    {
        _files = flags.AddList("config", "JSON `file` with the configuration; may be repeated, later files win");
        _settings = flags.AddList("set", "one `Key:Name=value` of the configuration; may be repeated");
        Map(flags, "endpoint", "Host:Endpoint", "`socket` of the only driver, for example unix:///csi/csi.sock");
        Map(flags, "node-id", "Host:NodeId", "`name` of this node in CSI calls");
        Map(flags, "mode", "Host:Mode", "`services` to offer: all, node or controller");
        Map(flags, "state-dir", "Host:StateDirectory", "`folder` for what must survive a restart");
        Map(flags, "plugin-dir", "Host:PluginDirectory", "`folder` that holds one folder a plugin");
        Map(flags, "socket-dir", "Host:SocketDirectory", "`folder` for the sockets of drivers without an endpoint");
        Map(flags, "registration-dir", "Host:RegistrationDirectory", "kubelet's plugin registration `folder`; without it a sidecar registers");
        Map(flags, "health-endpoint", "Host:HealthEndpoint", "`address` of /healthz and /readyz, for example :9808");
        Map(flags, "metrics-endpoint", "Host:MetricsEndpoint", "`address` of /metrics, for example 0.0.0.0:3301");
        Map(flags, "metrics-cert-file", "Host:MetricsCertFile", "`file` with the certificate for /metrics, PEM");
        Map(flags, "metrics-key-file", "Host:MetricsKeyFile", "`file` with its key, PEM");
        Map(flags, "log-format", "Logging:Format", "`format` of the log: text or json");
        _klog = new KlogFlags(flags);
    }

    /// <summary>Files, environment and flags, in rising precedence. <paramref name="command"/> holds what a drop-in command set.</summary>
    public SettingSet Read(IReadOnlyDictionary<string, string> environment, IReadOnlyDictionary<string, string?>? command = null)
    {
        var settings = new SettingSet();
        foreach (var file in _files.Value)
            JsonSettings.Read(file, settings);
        EnvironmentSettings.Read(environment, settings);
        settings.SetAll(command ?? new Dictionary<string, string?>(), "the command line");
        foreach (var (key, flag) in _keys)
        {
            if (flag.IsSet)
                settings.Set(key, flag.Value, "--" + flag.Name);
        }

        settings.SetAll(_klog.ToConfiguration(), "a logging flag");
        foreach (var text in _settings.Value)
            ReadSetting(text, settings);
        return settings;
    }

    private static void ReadSetting(string text, SettingSet settings)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1)
            settings.Errors.Add($"--set '{text}' is no setting; it takes Key:Name=value");
        else
            settings.Set(text[..equals], text[(equals + 1)..], "--set");
    }

    private void Map(GoFlagSet flags, string name, string key, string usage) => _keys.Add(key, flags.AddText(name, "", usage));
}
