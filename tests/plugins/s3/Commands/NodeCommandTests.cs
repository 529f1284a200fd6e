using System.Text.Json.Nodes;
using CsiHost.Abstractions.Commands;
using CsiHost.Plugins.S3.Commands;

namespace CsiHost.Plugins.S3.Tests.Commands;

public sealed class NodeCommandTests
{
    private const string Node = "Plugins:aws-s3:Node:";

    [Fact]
    public void Interpret_TheChartsCommandLine_IsAHostThatServesTheNode()
    {
        var keys = Run(
            ["--endpoint=unix:/var/lib/kubelet/plugins/s3.csi.aws.com/csi.sock", "--v=4"],
            ("CSI_NODE_NAME", "n1"), ("HOST_KUBELET_PATH", "/var/snap/k"), ("CONTAINER_KUBELET_PATH", "/var/lib/kubelet"), ("INSTALLATION_TYPE", " HELM "),
            ("MOUNTPOINT_NAMESPACE", "mount-s3"), ("SUPPORT_LEGACY_SYSTEMD_MOUNTS", "true"), ("AWS_REGION", "us-west-2"), ("AWS_ACCESS_KEY_ID", "AKIA"));
        keys["Drivers:s3.csi.aws.com:Endpoint"].ShouldBe("unix:///var/lib/kubelet/plugins/s3.csi.aws.com/csi.sock");
        keys["Drivers:s3.csi.aws.com:StartupTaint"].ShouldBe("s3.csi.aws.com/agent-not-ready");
        keys["Drivers:s3.csi.aws.com:SocketMode"].ShouldBe("0700");
        keys["Host:Mode"].ShouldBe("node");
        keys["Host:NodeId"].ShouldBe("n1");
        keys["Host:NodeName"].ShouldBe("n1");
        keys["Host:KubeletRoot"].ShouldBe("/var/lib/kubelet");
        keys["Host:KubeletRequestRoot"].ShouldBe("/var/snap/k");
        keys["Host:StateDirectory"].ShouldBe("/var/lib/kubelet/plugins/s3.csi.aws.com/state");
        keys["Logging:Verbosity"].ShouldBe("4");
        keys[Node + "InstallationType"].ShouldBe("helm");
        keys[Node + "MountpointNamespace"].ShouldBe("mount-s3");
        keys[Node + "SupportsLegacySystemdMounts"].ShouldBe("true");
        keys[Node + "Region"].ShouldBe("us-west-2");
        keys[Node + "AccessKeyId"].ShouldBe("AKIA");
    }

    [Fact]
    public void Interpret_NothingButTheNode_HasTheDefaults()
    {
        var keys = Run([], ("CSI_NODE_NAME", "n1"), ("AWS_PROFILE", "mine"), ("FOO", "bar"));
        keys["Drivers:s3.csi.aws.com:Endpoint"].ShouldBe("unix:///tmp/csi.sock");
        keys["Host:KubeletRequestRoot"].ShouldBe("/var/lib/kubelet");
        keys[Node + "InstallationType"].ShouldBe("unknown");
        keys[Node + "SupportsLegacySystemdMounts"].ShouldBe("false");
        keys[Node + "HostPluginDirectory"].ShouldBe("/var/lib/kubelet/plugins/s3.csi.aws.com/");
        keys.Values.ShouldNotContain("mine");
        keys.Values.ShouldNotContain("bar");
    }

    [Theory]
    [InlineData("True")]
    [InlineData("1")]
    [InlineData("")]
    public void Interpret_LegacySwitch_IsOnForExactlyTrue(string value) =>
        Run([], ("CSI_NODE_NAME", "n1"), ("SUPPORT_LEGACY_SYSTEMD_MOUNTS", value))[Node + "SupportsLegacySystemdMounts"].ShouldBe("false");

    [Fact]
    public void Interpret_NodeIdFlag_WinsOverTheEnvironment() =>
        Run(["-node-id", "flag", "ignored"], ("CSI_NODE_NAME", "env"))["Host:NodeId"].ShouldBe("flag");

    [Fact]
    public void Interpret_Version_IsPrintedBeforeAnythingIsChecked()
    {
        var exit = Interpret(["--version"]).ShouldBeOfType<ExitResult>();
        exit.ExitCode.ShouldBe(0);
        var json = JsonNode.Parse(exit.Output)!.AsObject();
        json.Select(pair => pair.Key).ShouldBe(["driverVersion", "gitCommit", "buildDate", "goVersion", "compiler", "platform"]);
        ((string?)json["driverVersion"]).ShouldNotBeNull().ShouldNotStartWith("v");
        exit.Output.ShouldStartWith("{\n  \"driverVersion\": ");
    }

    [Theory]
    [InlineData(2, "--nonsense")]
    [InlineData(2, "--version=maybe")]
    [InlineData(0, "-h")]
    [InlineData(255)] // no node
    [InlineData(255, "--node-id=n1", "--endpoint=http://x")]
    [InlineData(255, "--node-id=n1", "--endpoint=tcp://1.2.3.4:5")]
    public void Interpret_CannotRun_EndsWithTheCodeOfTheBinaryItReplaces(int code, params string[] arguments)
    {
        var exit = Interpret(arguments).ShouldBeOfType<ExitResult>();
        exit.ExitCode.ShouldBe(code);
        exit.Error.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("unix:/a/b.sock", "/a/b.sock")]
    [InlineData("unix:///a/b.sock", "/a/b.sock")]
    [InlineData("unix://tmp/c.sock", "/tmp/c.sock")]
    [InlineData("UNIX:///a", "/a")]
    [InlineData("unix://", null)]
    [InlineData("/a/b.sock", null)]
    [InlineData("http://x", null)]
    public void Endpoint_Text_IsASocketsPath(string text, string? expected)
    {
        var problem = EndpointText.TryParse(text, out var path);
        (problem is null ? path : null).ShouldBe(expected);
    }

    private static CommandResult Interpret(string[] arguments, params (string Name, string Value)[] environment) => new NodeCommand().Interpret(new CommandLine
    {
        Name = "aws-s3-csi-driver",
        Arguments = arguments,
        Environment = environment.ToDictionary(pair => pair.Name, pair => pair.Value),
    });

    private static IReadOnlyDictionary<string, string?> Run(string[] arguments, params (string Name, string Value)[] environment) =>
        Interpret(arguments, environment).ShouldBeOfType<RunResult>().Configuration;
}
