using CsiHost.Pipeline;

namespace CsiHost.Tests.Rpc.Services;

public sealed class BadInputTests
{
    private static readonly Dictionary<string, BadCase> Cases =
        BadControllerInput.All.Concat(BadNodeInput.All).ToDictionary(bad => bad.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task BadRequest_IsRefused_NamingTheFieldBeforeAnyBackendIsAsked(string name)
    {
        var bad = Cases[name];
        await using var sut = new DriverHarness();

        var error = await sut.FailAsync(bad.Path, bad.Request);

        error.Code.ShouldBe(bad.Code);
        error.Message.ShouldStartWith(bad.Field);
        error.Message.Length.ShouldBeLessThan(400);
        sut.Backend.Asked.ShouldBeEmpty();
        sut.Mounts.Asked.ShouldBeEmpty();
        sut.Pipeline.Locks.Count.ShouldBe(0);
        sut.Pipeline.Gate.Running.ShouldBe(0);
    }

    [Fact]
    public void Cases_Cover_EveryRpcWithRequiredFields() =>
        Requests.All.Keys.Except(Cases.Values.Select(bad => bad.Path)).ShouldBeEmpty();

    [Theory]
    [InlineData("/var/lib/kubelet", false)]
    [InlineData("/var/lib/kubelet/", false)]
    [InlineData("/var/lib/kubelet2/x", false)]
    [InlineData("/etc/x", false)]
    [InlineData("/var/lib/kubelet/x", true)]
    public async Task Paths_MustLieBelowTheKubeletRoot_WhenTheHostIsToldSo(string path, bool isAllowed)
    {
        var options = new PipelineOptions { RequiredRoot = new Abstractions.Models.AbsolutePath("/var/lib/kubelet") };
        await using var sut = new DriverHarness(options: options);
        var request = Requests.Publish();
        request.TargetPath = path;

        var error = await Record.ExceptionAsync(() => sut.CallAsync("/csi.v1.Node/NodePublishVolume", request));

        (error is null).ShouldBe(isAllowed);
        if (!isAllowed)
            error.ShouldBeOfType<CallStatusException>().Message.ShouldBe("target_path must lie below /var/lib/kubelet");
    }
}
