using CsiHost.Abstractions.Commands;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.S3.Commands;

namespace CsiHost.Plugins.S3.Controller;

/// <summary>The binary <c>aws-s3-csi-controller</c>: its flags, each with the environment variable that stands for it, as this plugin's configuration.</summary>
[CsiCommand("aws-s3-csi-controller")]
internal sealed class ControllerCommand : ICsiCommand
{
    private const string Section = "Plugins:aws-s3:Controller:";
    private const string MetricsAddress = ":8080";

    public CommandResult Interpret(CommandLine line)
    {
        var flags = new GoFlagSet(line.Name);
        var values = new Dictionary<string, GoFlag<string>>(StringComparer.Ordinal);
        foreach (var (key, name, variable, fallback, usage) in Flags)
            values[key] = flags.AddText(name, line.Environment.GetValueOrDefault(variable, fallback), usage);
        var kubeconfig = flags.AddText("kubeconfig", line.Environment.GetValueOrDefault("KUBECONFIG", ""), "refused: the controller runs in a pod, with its service account");
        var version = flags.AddBoolean("version", false, "print the version as JSON and exit");
        if (flags.Parse(line.Arguments) is { } exit)
            return exit;
        if (version.Value)
            return new ExitResult { ExitCode = 0, Output = DriverVersion.Current.ToJson() };
        return kubeconfig.Value.Length > 0 ? Refuse(line.Name) : new RunResult { Configuration = Configure(line, values) };
    }

    private static (string Key, string Flag, string Variable, string Default, string Usage)[] Flags =>
    [
        (nameof(S3ControllerOptions.MountpointNamespace), "mountpoint-namespace", "MOUNTPOINT_NAMESPACE", "", "`namespace` of the Mountpoint Pods"),
        (nameof(S3ControllerOptions.MountpointVersion), "mountpoint-version", "MOUNTPOINT_VERSION", "", "`version` of mount-s3 in the image of the Mountpoint Pods"),
        (nameof(S3ControllerOptions.PriorityClass), "mountpoint-priority-class-name", "MOUNTPOINT_PRIORITY_CLASS_NAME", "", "priority class of Mountpoint Pods"),
        (nameof(S3ControllerOptions.PreemptingPriorityClass), "mountpoint-preempting-priority-class-name", "MOUNTPOINT_PREEMPTING_PRIORITY_CLASS_NAME", "", "priority class of Mountpoint Pods whose workload asked for headroom"),
        (nameof(S3ControllerOptions.HeadroomPriorityClass), "mountpoint-headroom-priority-class-name", "MOUNTPOINT_HEADROOM_PRIORITY_CLASS_NAME", "", "priority class of headroom pods"),
        (nameof(S3ControllerOptions.MountpointImage), "mountpoint-image", "MOUNTPOINT_IMAGE", "", "`image` of the Mountpoint Pods"),
        (nameof(S3ControllerOptions.HeadroomImage), "headroom-image", "MOUNTPOINT_HEADROOM_IMAGE", "", "`image` of the headroom pods"),
        (nameof(S3ControllerOptions.ImagePullPolicy), "mountpoint-image-pull-policy", "MOUNTPOINT_IMAGE_PULL_POLICY", "", "when the image of the Mountpoint Pods is pulled"),
        (nameof(S3ControllerOptions.ContainerCommand), "mountpoint-container-command", "", "/bin/aws-s3-csi-mounter", "`command` of the container of a Mountpoint Pod"),
        (nameof(S3ControllerOptions.PodLabels), "mountpoint-pod-labels", "MOUNTPOINT_POD_LABELS", "", "further labels of Mountpoint Pods, a JSON object"),
        (nameof(S3ControllerOptions.HeadroomPodLabels), "mountpoint-headroom-pod-labels", "MOUNTPOINT_HEADROOM_POD_LABELS", "", "further labels of headroom pods, a JSON object"),
    ];

    private static ExitResult Refuse(string name) => new()
    {
        ExitCode = 1,
        Error = $"{name}: --kubeconfig and KUBECONFIG are not supported; run it in a pod, where it uses its service account\n",
    };

    private static Dictionary<string, string?> Configure(CommandLine line, Dictionary<string, GoFlag<string>> values)
    {
        var configuration = values.ToDictionary(static value => Section + value.Key, static value => (string?)value.Value.Value, StringComparer.OrdinalIgnoreCase);
        configuration[Section + nameof(S3ControllerOptions.Enabled)] = "true";
        configuration["Host:Mode"] = "Controller";
        SetDefault(line, configuration, "Logging:Format", "Json");
        SetDefault(line, configuration, "Host:MetricsEndpoint", MetricsAddress);
        return configuration;
    }

    /// <summary>A value that the replaced binary has no flag for: the host's own variable may say otherwise.</summary>
    private static void SetDefault(CommandLine line, Dictionary<string, string?> configuration, string key, string value)
    {
        if (!line.Environment.ContainsKey("CSIHOST__" + key.Replace(":", "__", StringComparison.Ordinal)))
            configuration[key] = value;
    }
}
