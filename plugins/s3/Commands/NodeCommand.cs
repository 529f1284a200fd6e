using CsiHost.Abstractions.Commands;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.S3.Mounting;

namespace CsiHost.Plugins.S3.Commands;

/// <summary>
/// <c>aws-s3-csi-driver</c>: the node plugin. Flags and environment are those that the official chart sets; here they become the host's
/// configuration.
/// </summary>
[CsiCommand("aws-s3-csi-driver")]
internal sealed class NodeCommand : ICsiCommand
{
    private const string Driver = "Drivers:" + S3Plugin.DriverName;
    private const string Node = "Plugins:aws-s3:Node";
    private const string DefaultKubelet = "/var/lib/kubelet";
    private const string DefaultPluginFolder = "/var/lib/kubelet/plugins/s3.csi.aws.com/";
    private const int Fatal = 255;

    /// <summary>Environment variables that are settings as they are.</summary>
    private static readonly (string Variable, string Key)[] Variables =
    [
        ("MOUNTPOINT_NAMESPACE", "MountpointNamespace"),
        ("EKS_POD_IDENTITY_AGENT_CONTAINER_CREDENTIALS_FULL_URI", "PodIdentityAgentUri"),
        ("AWS_ACCESS_KEY_ID", "AccessKeyId"), ("AWS_SECRET_ACCESS_KEY", "SecretAccessKey"), ("AWS_SESSION_TOKEN", "SessionToken"),
        ("AWS_ROLE_ARN", "RoleArn"), ("AWS_WEB_IDENTITY_TOKEN_FILE", "WebIdentityTokenFile"),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "ContainerCredentialsUri"),
        ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "ContainerAuthorizationTokenFile"),
        ("AWS_CONFIG_FILE", "ConfigFile"), ("AWS_SHARED_CREDENTIALS_FILE", "SharedCredentialsFile"),
        ("AWS_REGION", "Region"), ("AWS_DEFAULT_REGION", "DefaultRegion"), ("AWS_STS_REGIONAL_ENDPOINTS", "StsRegionalEndpoints"),
        ("AWS_EC2_METADATA_SERVICE_ENDPOINT", "InstanceMetadataEndpoint"),
    ];

    public CommandResult Interpret(CommandLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var environment = line.Environment;
        var flags = new GoFlagSet(line.Name);
        var endpoint = flags.AddText("endpoint", "unix://tmp/csi.sock", "CSI Endpoint");
        var version = flags.AddBoolean("version", false, "Print the version and exit");
        flags.AddText("mp-version", environment.GetValueOrDefault("MOUNTPOINT_VERSION", ""), "mount-s3 version (for the log)");
        var nodeId = flags.AddText("node-id", environment.GetValueOrDefault("CSI_NODE_NAME", ""), "node-id to report in NodeGetInfo RPC");
        var klog = new KlogFlags(flags);
        if (flags.Parse(line.Arguments) is { } exit)
            return exit;
        if (version.Value)
            return new ExitResult { ExitCode = 0, Output = DriverVersion.Current.ToJson() };
        if (nodeId.Value is not { Length: > 0 } node)
            return Fail("the node's name is empty: set --node-id or CSI_NODE_NAME");
        return EndpointText.TryParse(endpoint.Value!, out var socket) is { } problem
            ? Fail($"--endpoint: {problem}")
            : new RunResult { Configuration = Configure(environment, node, socket, klog) };
    }

    private static Dictionary<string, string?> Configure(
        IReadOnlyDictionary<string, string> environment, string nodeName, string socket, KlogFlags klog)
    {
        var kubelet = Read(environment, "CONTAINER_KUBELET_PATH", DefaultKubelet);
        var keys = new Dictionary<string, string?>(klog.ToConfiguration(), StringComparer.OrdinalIgnoreCase)
        {
            ["Host:Mode"] = "node",
            ["Host:NodeId"] = nodeName,
            ["Host:NodeName"] = nodeName,
            ["Host:KubeletRoot"] = kubelet,
            ["Host:KubeletRequestRoot"] = Read(environment, "HOST_KUBELET_PATH", DefaultKubelet),
            ["Host:EnforceKubeletRoot"] = "true",
            // On the node's disk: the container's own is new with each start, and published volumes outlive that.
            ["Host:StateDirectory"] = $"{kubelet.TrimEnd('/')}/plugins/{S3Plugin.DriverName}/state",
            [Driver + ":Endpoint"] = "unix://" + socket,
            [Driver + ":SocketMode"] = "0700",
            [Driver + ":StartupTaint"] = S3Plugin.DriverName + "/agent-not-ready",
            [Node + ":RequiresCluster"] = "true",
            [Node + ":InstallationType"] = UserAgent.NormalizeInstallation(environment.GetValueOrDefault("INSTALLATION_TYPE", "")),
            [Node + ":SupportsLegacySystemdMounts"] =
                environment.GetValueOrDefault("SUPPORT_LEGACY_SYSTEMD_MOUNTS") == "true" ? "true" : "false",
            [Node + ":HostPluginDirectory"] = Read(environment, "HOST_PLUGIN_DIR", DefaultPluginFolder),
        };
        foreach (var (variable, key) in Variables)
        {
            if (environment.GetValueOrDefault(variable) is { Length: > 0 } value)
                keys[$"{Node}:{key}"] = value;
        }

        return keys;
    }

    private static string Read(IReadOnlyDictionary<string, string> environment, string name, string fallback) =>
        environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : fallback;

    private static ExitResult Fail(string message) => new() { ExitCode = Fatal, Error = message + "\n" };
}
