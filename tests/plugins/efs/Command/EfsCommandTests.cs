using System.Text.Json;
using CsiHost.Abstractions.Commands;
using CsiHost.Plugins.Efs.Command;
using Microsoft.Extensions.Configuration;

namespace CsiHost.Plugins.Efs.Tests.Command;

public sealed class EfsCommandTests
{
    private const string Plugin = "Plugins:aws-efs:";

    public static TheoryData<string, int, string> Exits => new()
    {
        { "-h", 0, "Usage of aws-efs-csi-driver:" },
        { "--help", 0, "-vol-metrics-opt-in" },
        { "--nope", 2, "flag provided but not defined: -nope" },
        { "--vol-metrics-opt-in=maybe", 2, "invalid boolean value" },
        { "--unmount-timeout=30", 2, "parse error" },
        { "--max-inflight-mount-calls-opt-in", 1, "--max-inflight-mount-calls must be above 0" },
        { "--max-inflight-mount-calls-opt-in --max-inflight-mount-calls=0", 1, "above 0" },
        { "--volume-attach-limit-opt-in --volume-attach-limit=-1", 1, "--volume-attach-limit must be above 0" },
        { "--volume-attach-limit-opt-in --version", 1, "above 0" },
        { "--efs-utils-conf-overrides=sectionkey=value", 1, "section:key=value" },
        { "--efs-utils-conf-overrides=section:keyvalue", 1, "section:key=value" },
        { "--s3files-utils-conf-overrides=:k=v", 1, "--s3files-utils-conf-overrides" },
        { "--s3files-utils-conf-overrides=s:=v", 1, "--s3files-utils-conf-overrides" },
        { "--endpoint=tcp://127.0.0.1:1", 255, "unix:///path/csi.sock" },
        { "--endpoint=/bare/path", 255, "unix:///path/csi.sock" },
    };

    /// <summary>Arguments, environment, and one key with the value it gives (<c>null</c> for absent).</summary>
    public static TheoryData<string, string, string, string?> Settings => new()
    {
        { "", "", "Drivers:efs.csi.aws.com:Endpoint", "unix://tmp/csi.sock" },
        { "-endpoint unix:/csi/csi.sock", "", "Drivers:efs.csi.aws.com:Endpoint", "unix:/csi/csi.sock" },
        { "--v=5", "", "Logging:Verbosity", "5" },
        { "--debug-logs --v=2", "", "Logging:Verbosity", "5" },
        { "--debug-logs", "", Plugin + "Utils:DebugLogs", "True" },
        { "--tags=a:b", "", Plugin + "Tags", "a:b" },
        { "--adaptive-retry-mode=false", "", Plugin + "AdaptiveRetry", "False" },
        { "--max-inflight-mount-calls=5", "", Plugin + "MaxInflightMountCalls", null },
        { "--max-inflight-mount-calls-opt-in --max-inflight-mount-calls=0x10", "", Plugin + "MaxInflightMountCalls", "16" },
        { "--volume-attach-limit-opt-in --volume-attach-limit=20", "", Plugin + "VolumeAttachLimit", "20" },
        { "--unmount-timeout=1m30s", "", Plugin + "UnmountTimeout", "00:01:30" },
        { "--vol-metrics-refresh-period=0.5", "", Plugin + "VolumeMetricsRefreshMinutes", "0.5" },
        { "--vol-metrics-fs-rate-limit=0", "", Plugin + "VolumeMetricsWalksPerFileSystem", "1" },
        { "--efs-utils-conf-overrides=section:key=val=ue", "", Plugin + "Utils:EfsOverrides", "section:key=val=ue" },
        { "--http-endpoint=0.0.0.0:3301", "", "Host:MetricsEndpoint", "0.0.0.0:3301" },
        { "", "CSI_NODE_NAME=node-1", "Host:NodeName", "node-1" },
        { "", "CSI_NODE_NAME=node-1", "Drivers:efs.csi.aws.com:StartupTaint", "efs.csi.aws.com/agent-not-ready" },
        { "", "CSI_NODE_NAME=node-1 DISABLE_TAINT_WATCHER=0", "Drivers:efs.csi.aws.com:StartupTaint", null },
        { "", "CSI_NODE_NAME=", "Host:NodeName", null },
        { "", "CSI_NODE_MEMORY_LIMIT=1073741824", Plugin + "NodeMemoryLimitBytes", "1073741824" },
        { "", "CSI_NODE_MEMORY_LIMIT=junk", Plugin + "NodeMemoryLimitBytes", null },
        { "", "PORT_RANGE_UPPER_BOUND=22000", Plugin + "Utils:PortRangeUpperBound", "22000" },
        { "", "PORT_RANGE_UPPER_BOUND=100", Plugin + "Utils:PortRangeUpperBound", null },
        { "", "PORT_RANGE_UPPER_BOUND=70000", Plugin + "Utils:PortRangeUpperBound", null },
        { "", "AWS_USE_FIPS_ENDPOINT=True", Plugin + "Aws:UseFipsEndpoint", "true" },
        { "", "AWS_USE_FIPS_ENDPOINT=false", Plugin + "Aws:UseFipsEndpoint", null },
        { "", "FIPS_ENABLED=true", Plugin + "Utils:FipsModeEnabled", "true" },
        { "", "AWS_DEFAULT_REGION=eu-west-1", Plugin + "Utils:Region", "eu-west-1" },
        { "", "AWS_ROLE_ARN=arn:aws:iam::1:role/x", Plugin + "Aws:RoleArn", "arn:aws:iam::1:role/x" },
        { "", "ECS_CONTAINER_METADATA_URI_V4=http://169.254.170.2/v4/x", Plugin + "EcsMetadataUri", "http://169.254.170.2/v4/x" },
    };

    [Theory]
    [MemberData(nameof(Exits))]
    public void Interpret_Arguments_EndTheProcess(string arguments, int code, string text)
    {
        var exit = Interpret(arguments).ShouldBeOfType<ExitResult>();

        exit.ExitCode.ShouldBe(code);
        exit.Error.ShouldContain(text);
        exit.Output.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Interpret_FlagOrVariable_GivesItsKey(string arguments, string environment, string key, string? expected)
    {
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1]);

        var run = Interpret(arguments, variables).ShouldBeOfType<RunResult>();

        run.Configuration.GetValueOrDefault(key).ShouldBe(expected);
    }

    [Fact]
    public void Interpret_EveryKlogFlag_IsAccepted() =>
        Interpret("--logtostderr --alsologtostderr=false --stderrthreshold=ERROR --legacy_stderr_threshold_behavior=false --log_dir=/x --log_file=y "
            + "--log_file_max_size=1 --add_dir_header --skip_headers --skip_log_headers --one_output --vmodule=a=1 --log_backtrace_at=f:1 --v=2").ShouldBeOfType<RunResult>();

    [Fact]
    public void Interpret_EveryKey_IsAnOption()
    {
        var everything = Enumerable.Range(0, Settings.Count).Aggregate(new Dictionary<string, string?>(), static (all, index) =>
        {
            var row = Settings.ElementAt(index);
            var variables = ((string)row[1]).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1]);
            foreach (var (key, value) in ((RunResult)Interpret((string)row[0], variables)).Configuration)
                all[key] = value;
            return all;
        });
        var section = new ConfigurationBuilder().AddInMemoryCollection(everything).Build().GetSection("Plugins:aws-efs");

        section.Get<EfsOptions>(static binder => binder.ErrorOnUnknownConfiguration = true).ShouldNotBeNull().Tags.ShouldBe("a:b");
    }

    [Fact]
    public void Interpret_Version_IsJsonWithTheSevenKeysInOrder()
    {
        var exit = Interpret("--version").ShouldBeOfType<ExitResult>();

        exit.ExitCode.ShouldBe(0);
        var keys = JsonDocument.Parse(exit.Output).RootElement.EnumerateObject().Select(static property => property.Name);
        keys.ShouldBe(["driverVersion", "gitCommit", "buildDate", "efsClientSource", "goVersion", "compiler", "platform"]);
        exit.Output.ShouldStartWith("{\n  \"driverVersion\": \"v2.0.0");
    }

    internal static CommandResult Interpret(string arguments, IReadOnlyDictionary<string, string>? environment = null) => new EfsCommand().Interpret(new CommandLine
    {
        Name = EfsCommand.Name,
        Arguments = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Environment = environment ?? new Dictionary<string, string>(),
    });
}
