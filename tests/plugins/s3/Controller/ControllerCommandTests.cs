using System.Text.Json.Nodes;
using CsiHost.Abstractions.Commands;
using CsiHost.Plugins.S3.Controller;

namespace CsiHost.Plugins.S3.Tests.Controller;

public sealed class ControllerCommandTests
{
    private const string Section = "Plugins:aws-s3:Controller:";

    public static TheoryData<string, string, string> Settings => new()
    {
        { "--mountpoint-namespace", "MOUNTPOINT_NAMESPACE", "MountpointNamespace" },
        { "--mountpoint-version", "MOUNTPOINT_VERSION", "MountpointVersion" },
        { "--mountpoint-priority-class-name", "MOUNTPOINT_PRIORITY_CLASS_NAME", "PriorityClass" },
        { "--mountpoint-preempting-priority-class-name", "MOUNTPOINT_PREEMPTING_PRIORITY_CLASS_NAME", "PreemptingPriorityClass" },
        { "--mountpoint-headroom-priority-class-name", "MOUNTPOINT_HEADROOM_PRIORITY_CLASS_NAME", "HeadroomPriorityClass" },
        { "--mountpoint-image", "MOUNTPOINT_IMAGE", "MountpointImage" },
        { "--headroom-image", "MOUNTPOINT_HEADROOM_IMAGE", "HeadroomImage" },
        { "--mountpoint-image-pull-policy", "MOUNTPOINT_IMAGE_PULL_POLICY", "ImagePullPolicy" },
        { "--mountpoint-pod-labels", "MOUNTPOINT_POD_LABELS", "PodLabels" },
        { "--mountpoint-headroom-pod-labels", "MOUNTPOINT_HEADROOM_POD_LABELS", "HeadroomPodLabels" },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void Interpret_FlagOrVariable_IsTheSetting(string flag, string variable, string key)
    {
        Run([], (variable, "by variable"))[Section + key].ShouldBe("by variable");
        Run([flag, "by flag"], (variable, "by variable"))[Section + key].ShouldBe("by flag");
        Run([flag[1..] + "=by flag"])[Section + key].ShouldBe("by flag");
        Run([])[Section + key].ShouldBe("");
    }

    [Fact]
    public void Interpret_Nothing_RunsAControllerWithItsDefaults()
    {
        var configuration = Run([]);

        configuration[Section + "Enabled"].ShouldBe("true");
        configuration[Section + "ContainerCommand"].ShouldBe("/bin/aws-s3-csi-mounter");
        configuration["Host:Mode"].ShouldBe("Controller");
        configuration["Host:MetricsEndpoint"].ShouldBe(":8080");
        configuration["Logging:Format"].ShouldBe("Json");
        configuration.Keys.ShouldAllBe(key => !key.StartsWith("Drivers", StringComparison.Ordinal));
    }

    [Fact]
    public void Interpret_HostsOwnVariable_Wins() =>
        Run([], ("CSIHOST__Host__MetricsEndpoint", ":9090")).ContainsKey("Host:MetricsEndpoint").ShouldBeFalse();

    [Theory]
    [InlineData("--v=4", 2)]
    [InlineData("--no-such-flag", 2)]
    [InlineData("--help", 0)]
    [InlineData("-h", 0)]
    [InlineData("--kubeconfig=/x", 1)]
    public void Interpret_Arguments_EndWith(string argument, int code)
    {
        var exit = Interpret([argument]).ShouldBeOfType<ExitResult>();

        exit.ExitCode.ShouldBe(code);
        exit.Error.ShouldNotBeEmpty();
    }

    [Fact]
    public void Interpret_Version_IsJsonWithItsKeys()
    {
        var exit = Interpret(["--version"]).ShouldBeOfType<ExitResult>();

        exit.ExitCode.ShouldBe(0);
        JsonNode.Parse(exit.Output)!.AsObject().Select(field => field.Key).ShouldBe(["driverVersion", "gitCommit", "buildDate", "goVersion", "compiler", "platform"]);
    }

    private static CommandResult Interpret(string[] arguments, params (string Name, string Value)[] environment) => new ControllerCommand().Interpret(new CommandLine
    {
        Name = "aws-s3-csi-controller",
        Arguments = arguments,
        Environment = environment.ToDictionary(pair => pair.Name, pair => pair.Value),
    });

    private static IReadOnlyDictionary<string, string?> Run(string[] arguments, params (string Name, string Value)[] environment) =>
        Interpret(arguments, environment).ShouldBeOfType<RunResult>().Configuration;
}
