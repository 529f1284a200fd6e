using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using Mode = CsiHost.Rpc.Proto.VolumeCapability.Types.AccessMode.Types.Mode;

namespace CsiHost.TestKit.Conformance.Suites;

/// <summary>Requests that no orchestrator should send, and more at a time than it should. For every driver.</summary>
/// <param name="host">The running host.</param>
public abstract class BadInputSuite(ConformanceHost host) : ConformanceSuite(host)
{
    /// <summary>Target paths that are none.</summary>
    public static TheoryData<string> BadPaths => new()
    {
        "relative/path", "../up", "/work/../../etc/target", "/with/./dot", "/nul\u0001l", "/" + new string('a', 5000),
    };

    [Theory]
    [MemberData(nameof(BadPaths))]
    public async Task Publish_BadTarget_NamesTheField(string path)
    {
        var request = Scenario.PublishRequest(new Volume { VolumeId = "volume" }, Scenario.NewPath("staging"), Scenario.NewPath());
        request.TargetPath = path;

        var (code, message) = await Driver.StatusAsync(NodeMethods.NodePublishVolume, request);

        code.ShouldBe(StatusCode.InvalidArgument, message);
        message.ShouldContain("target_path");
    }

    [Theory]
    [InlineData(99)]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Publish_UnknownAccessMode_NamesTheField(int mode)
    {
        var request = Scenario.PublishRequest(new Volume { VolumeId = "volume" }, Scenario.NewPath("staging"), Scenario.NewPath(), (Mode)mode);

        var (code, message) = await Driver.StatusAsync(NodeMethods.NodePublishVolume, request);

        code.ShouldBe(StatusCode.InvalidArgument, message);
        message.ShouldContain("access_mode");
    }

    [Fact]
    public async Task Publish_IdTooLong_NamesTheField()
    {
        var request = Scenario.PublishRequest(new Volume { VolumeId = "volume" }, Scenario.NewPath("staging"), Scenario.NewPath());
        request.VolumeId = new string('v', 129);

        var (code, message) = await Driver.StatusAsync(NodeMethods.NodePublishVolume, request);

        code.ShouldBe(StatusCode.InvalidArgument, message);
        message.ShouldContain("volume_id");
    }

    [Fact]
    public async Task Publish_ContextTooLarge_NamesTheField()
    {
        var volume = new Volume { VolumeId = "volume", VolumeContext = { ["key"] = new string('x', 5000) } };

        var (code, message) = await Driver.StatusAsync(
            NodeMethods.NodePublishVolume, Scenario.PublishRequest(volume, Scenario.NewPath("staging"), Scenario.NewPath()));

        code.ShouldBe(StatusCode.InvalidArgument, message);
        message.ShouldContain("volume_context");
    }

    [Fact]
    public async Task Publish_MessageOfFourMegabytes_IsRefusedAndTheHostLives()
    {
        var volume = new Volume { VolumeId = "volume" };
        var request = Scenario.PublishRequest(volume, Scenario.NewPath("staging"), Scenario.NewPath());
        request.Secrets["large"] = new string('x', 4 * 1024 * 1024);

        var (code, _) = await Driver.StatusAsync(NodeMethods.NodePublishVolume, request);

        code.ShouldBeOneOf(StatusCode.ResourceExhausted, StatusCode.InvalidArgument);
        await Driver.CallAsync(IdentityMethods.Probe, new ProbeRequest());
    }

    [Fact]
    public async Task Publish_AThousandAtOnce_MountsOnceAndTheRestAbortOrRepeat()
    {
        var volume = await Scenario.CreateVolumeAsync();
        var (staging, target) = (Scenario.NewPath("staging"), Scenario.NewPath());
        if (Driver.Stages)
            await Driver.CallAsync(NodeMethods.NodeStageVolume, Scenario.StageRequest(volume, staging));
        var request = Scenario.PublishRequest(volume, staging, target);

        var codes = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Driver.StatusAsync(NodeMethods.NodePublishVolume, request)));

        codes.Select(status => status.Code).ShouldBeSubsetOf([StatusCode.Ok, StatusCode.Aborted]);
        await Driver.CallAsync(NodeMethods.NodePublishVolume, request);
        File.ReadLines("/proc/self/mountinfo").Count(line => line.Split(' ')[4] == target).ShouldBe(1);
    }

    [Fact]
    public async Task Publish_CallerGoesAway_TheRepeatSucceeds()
    {
        var volume = await Scenario.CreateVolumeAsync();
        var (staging, target) = (Scenario.NewPath("staging"), Scenario.NewPath());
        if (Driver.Stages)
            await Driver.CallAsync(NodeMethods.NodeStageVolume, Scenario.StageRequest(volume, staging));
        var request = Scenario.PublishRequest(volume, staging, target);
        using var leaving = new CancellationTokenSource();

        var call = Driver.CallAsync(NodeMethods.NodePublishVolume, request, leaving.Token);
        await leaving.CancelAsync();
        await Record.ExceptionAsync(() => call);

        var (code, message) = await UntilNotAbortedAsync(() => Driver.StatusAsync(NodeMethods.NodePublishVolume, request));
        code.ShouldBe(StatusCode.Ok, message);
    }

    /// <summary>Repeats as an orchestrator does while the call that was left is still at work.</summary>
    private static async Task<(StatusCode Code, string Message)> UntilNotAbortedAsync(Func<Task<(StatusCode Code, string Message)>> call)
    {
        for (var repeat = 0; ; repeat++)
        {
            var answer = await call();
            if (answer.Code != StatusCode.Aborted || repeat == 200)
                return answer;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
