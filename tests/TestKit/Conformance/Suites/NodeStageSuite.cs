using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using Mode = CsiHost.Rpc.Proto.VolumeCapability.Types.AccessMode.Types.Mode;

namespace CsiHost.TestKit.Conformance.Suites;

/// <summary>Staging volumes on the node (STAGE_UNSTAGE_VOLUME).</summary>
/// <param name="host">The running host.</param>
public abstract class NodeStageSuite(ConformanceHost host) : ConformanceSuite(host)
{
    [Fact]
    public async Task Stage_WithoutId_IsInvalid()
    {
        var request = new NodeStageVolumeRequest { StagingTargetPath = Scenario.NewPath("staging"), VolumeCapability = Scenario.Capability() };
        request.PublishContext["device"] = "/dev/mock";

        await Driver.ShouldEndWithAsync(NodeMethods.NodeStageVolume, request, StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task Stage_WithoutPath_IsInvalidBeforeTheVolumeIsLookedUp() =>
        await Driver.ShouldEndWithAsync(
            NodeMethods.NodeStageVolume,
            new NodeStageVolumeRequest { VolumeId = "fake", VolumeCapability = Scenario.Capability() },
            StatusCode.InvalidArgument);

    [Fact]
    public async Task Stage_WithoutCapability_IsInvalid()
    {
        var volume = await Scenario.CreateVolumeAsync();
        var request = Scenario.StageRequest(volume, Scenario.NewPath("staging"));
        request.VolumeCapability = null;

        await Driver.ShouldEndWithAsync(NodeMethods.NodeStageVolume, request, StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task Unstage_WithoutId_IsInvalid() =>
        await Driver.ShouldEndWithAsync(
            NodeMethods.NodeUnstageVolume, new NodeUnstageVolumeRequest { StagingTargetPath = Scenario.NewPath() }, StatusCode.InvalidArgument);

    [Fact]
    public async Task Unstage_WithoutPath_IsInvalid() =>
        await Driver.ShouldEndWithAsync(NodeMethods.NodeUnstageVolume, new NodeUnstageVolumeRequest { VolumeId = "fake" }, StatusCode.InvalidArgument);

    [Fact]
    public async Task Unstage_NeverStaged_Succeeds()
    {
        var volume = await Scenario.CreateVolumeAsync();

        await Scenario.UnstageAsync(volume.VolumeId, Scenario.NewPath("staging"));
    }

    [Fact]
    public async Task Stage_SamePathOtherCapability_AlreadyExists()
    {
        var volume = await Scenario.CreateVolumeAsync();
        var (staging, _) = await Scenario.PublishAsync(volume);

        await Driver.ShouldEndWithAsync(
            NodeMethods.NodeStageVolume, Scenario.StageRequest(volume, staging, Mode.SingleNodeReaderOnly), StatusCode.AlreadyExists);
    }

    [Fact]
    public async Task Publish_NotStaged_FailsAsPrecondition()
    {
        var volume = await Scenario.CreateVolumeAsync();
        var target = Scenario.NewPath();

        await Driver.ShouldEndWithAsync(
            NodeMethods.NodePublishVolume, Scenario.PublishRequest(volume, Scenario.NewPath("staging"), target), StatusCode.FailedPrecondition);
        await Driver.ShouldEndWithAsync(
            NodeMethods.NodePublishVolume, Scenario.PublishRequest(volume, "", target), StatusCode.FailedPrecondition, "without a staging path");

        Path.Exists(target).ShouldBeFalse();
    }

    [Fact]
    public async Task Unstage_Published_KeepsTheVolumeStaged()
    {
        var volume = await Scenario.CreateVolumeAsync();
        var (staging, target) = await Scenario.PublishAsync(volume);

        var (code, _) = await Driver.StatusAsync(
            NodeMethods.NodeUnstageVolume, new NodeUnstageVolumeRequest { VolumeId = volume.VolumeId, StagingTargetPath = staging });

        code.ShouldBe(StatusCode.FailedPrecondition);
        await File.WriteAllTextAsync(Path.Combine(target, "file"), "still writable");
    }

    [Fact]
    public async Task Stage_KilledHost_UnstagesAfterwards()
    {
        var volume = await Scenario.CreateVolumeAsync();
        var staging = Scenario.NewPath("staging");
        await Driver.CallAsync(NodeMethods.NodeStageVolume, Scenario.StageRequest(volume, staging));

        await Host.KillAndRestartAsync();

        await Scenario.UnstageAsync(volume.VolumeId, staging);
        (await File.ReadAllTextAsync("/proc/self/mountinfo")).ShouldNotContain(staging);
    }
}
