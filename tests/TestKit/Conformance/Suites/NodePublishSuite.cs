using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using Mode = CsiHost.Rpc.Proto.VolumeCapability.Types.AccessMode.Types.Mode;

namespace CsiHost.TestKit.Conformance.Suites;

/// <summary>Publishing volumes to targets. For every driver.</summary>
/// <param name="host">The running host.</param>
public abstract class NodePublishSuite(ConformanceHost host) : ConformanceSuite(host)
{
    [Fact]
    public async Task Publish_WithoutId_IsInvalid() =>
        await Driver.ShouldEndWithAsync(NodeMethods.NodePublishVolume, new NodePublishVolumeRequest(), StatusCode.InvalidArgument);

    [Fact]
    public async Task Publish_WithoutTarget_IsInvalidBeforeTheVolumeIsLookedUp() =>
        await Driver.ShouldEndWithAsync(NodeMethods.NodePublishVolume, new NodePublishVolumeRequest { VolumeId = "fake" }, StatusCode.InvalidArgument);

    [Fact]
    public async Task Publish_WithoutCapability_IsInvalidBeforeTheVolumeIsLookedUp() =>
        await Driver.ShouldEndWithAsync(
            NodeMethods.NodePublishVolume,
            new NodePublishVolumeRequest { VolumeId = "fake", TargetPath = Scenario.NewPath() },
            StatusCode.InvalidArgument);

    [Fact]
    public async Task Unpublish_WithoutId_IsInvalid() =>
        await Driver.ShouldEndWithAsync(NodeMethods.NodeUnpublishVolume, new NodeUnpublishVolumeRequest(), StatusCode.InvalidArgument);

    [Fact]
    public async Task Unpublish_WithoutTarget_IsInvalid() =>
        await Driver.ShouldEndWithAsync(NodeMethods.NodeUnpublishVolume, new NodeUnpublishVolumeRequest { VolumeId = "fake" }, StatusCode.InvalidArgument);

    [Fact]
    public async Task Unpublish_NeverPublished_Succeeds()
    {
        var volume = await Scenario.CreateVolumeAsync();

        await Scenario.UnpublishAsync(volume.VolumeId, Scenario.NewPath());
    }

    [Fact]
    public async Task Unpublish_Target_IsRemovedAndMayBeRepeated()
    {
        var volume = await Scenario.CreateVolumeAsync();
        var (_, target) = await Scenario.PublishAsync(volume);
        Directory.Exists(target).ShouldBeTrue();

        for (var repeat = 0; repeat < 3; repeat++)
            await Scenario.UnpublishAsync(volume.VolumeId, target);

        Path.Exists(target).ShouldBeFalse();
    }

    [Fact]
    public async Task Publish_WholeLife_WorksOnTheNodesTopology()
    {
        var node = await Driver.CallAsync(NodeMethods.NodeGetInfo, new NodeGetInfoRequest());
        var request = Scenario.VolumeRequest();
        if (node.AccessibleTopology is { } topology)
            request.AccessibilityRequirements = new() { Requisite = { topology } };
        var volume = await Scenario.CreateVolumeAsync(request);

        var (_, target) = await Scenario.PublishAsync(volume);

        await File.WriteAllTextAsync(Path.Combine(target, "file"), "content");
        (await File.ReadAllTextAsync(Path.Combine(target, "file"))).ShouldBe("content");
        if (Driver.HasTopology && node.AccessibleTopology is not null)
            volume.AccessibleTopology.ShouldContain(node.AccessibleTopology);
    }

    [Fact]
    public async Task Publish_Repeated_MountsOnce()
    {
        var volume = await Scenario.CreateVolumeAsync();
        var (staging, target) = (Scenario.NewPath("staging"), Scenario.NewPath());

        for (var repeat = 0; Driver.Stages && repeat < 10; repeat++)
            await Driver.CallAsync(NodeMethods.NodeStageVolume, Scenario.StageRequest(volume, staging));
        for (var repeat = 0; repeat < 10; repeat++)
            await Driver.CallAsync(NodeMethods.NodePublishVolume, Scenario.PublishRequest(volume, staging, target));

        MountsAt(target).ShouldBe(1);
        if (Driver.Stages)
            MountsAt(staging).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task Publish_ReadOnly_RefusesWrites()
    {
        var volume = await Scenario.CreateVolumeAsync();
        var (staging, target) = await Scenario.PublishAsync(volume);
        await File.WriteAllTextAsync(Path.Combine(target, "file"), "content");
        await Scenario.UnpublishAsync(volume.VolumeId, target);

        await Driver.CallAsync(NodeMethods.NodePublishVolume, Scenario.PublishRequest(volume, staging, target, readOnly: true));

        (await File.ReadAllTextAsync(Path.Combine(target, "file"))).ShouldBe("content");
        Should.Throw<IOException>(() => File.WriteAllText(Path.Combine(target, "other"), "")).HResult.ShouldBe(30); // EROFS
    }

    /// <summary>The table of the specification: a second publish at the same target with another readonly, and at another target.</summary>
    public static TheoryData<string> Modes => new()
    {
        nameof(Mode.SingleNodeWriter), nameof(Mode.SingleNodeReaderOnly), nameof(Mode.MultiNodeReaderOnly), nameof(Mode.MultiNodeSingleWriter),
        nameof(Mode.MultiNodeMultiWriter), nameof(Mode.SingleNodeSingleWriter), nameof(Mode.SingleNodeMultiWriter),
    };

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Publish_SameTargetOtherArguments_AlreadyExists(string modeName)
    {
        var mode = Enum.Parse<Mode>(modeName);
        if (await CreateAsync(mode) is not { } volume)
            return;
        var (staging, target) = await Scenario.PublishAsync(volume, mode);

        var other = Scenario.PublishRequest(volume, staging, target, mode, readOnly: true);

        await Driver.ShouldEndWithAsync(NodeMethods.NodePublishVolume, other, StatusCode.AlreadyExists, modeName);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Publish_SecondTarget_IsAsTheModeAllows(string modeName)
    {
        var mode = Enum.Parse<Mode>(modeName);
        if (await CreateAsync(mode) is not { } volume)
            return;
        var (staging, _) = await Scenario.PublishAsync(volume, mode);
        var second = Scenario.NewPath("second");

        var (code, message) = await Driver.StatusAsync(NodeMethods.NodePublishVolume, Scenario.PublishRequest(volume, staging, second, mode));

        code.ShouldBe(AllowsSecondTarget(mode) ? StatusCode.Ok : StatusCode.FailedPrecondition, $"{mode}: {message}");
        Path.Exists(second).ShouldBe(AllowsSecondTarget(mode));
    }

    [Fact]
    public async Task Publish_UnknownVolume_IsNotFoundAndLeavesNothing()
    {
        var target = Scenario.NewPath();
        var request = Scenario.PublishRequest(new Volume { VolumeId = "fake-vol-id-0123456789" }, Scenario.NewPath("staging"), target);

        var (code, _) = await Driver.StatusAsync(NodeMethods.NodePublishVolume, request);

        code.ShouldBeOneOf(StatusCode.NotFound, StatusCode.InvalidArgument, StatusCode.FailedPrecondition);
        Path.Exists(target).ShouldBeFalse();
    }

    [Fact]
    public async Task Publish_KilledHost_GoesOnWhereItWas()
    {
        var volume = await Scenario.CreateVolumeAsync();
        var (staging, target) = await Scenario.PublishAsync(volume);
        await File.WriteAllTextAsync(Path.Combine(target, "file"), "content");

        await Host.KillAndRestartAsync();

        (await File.ReadAllTextAsync(Path.Combine(target, "file"))).ShouldBe("content");
        await Driver.CallAsync(NodeMethods.NodePublishVolume, Scenario.PublishRequest(volume, staging, target));
        MountsAt(target).ShouldBe(1);
        await Scenario.UnpublishAsync(volume.VolumeId, target);
        Path.Exists(target).ShouldBeFalse();
    }

    private static int MountsAt(string path) => File.ReadLines("/proc/self/mountinfo").Count(line => line.Split(' ')[4] == path);

    /// <summary>SINGLE_NODE_WRITER means one target only for drivers that know the modes which say more.</summary>
    private bool AllowsSecondTarget(Mode mode) => mode switch
    {
        Mode.SingleNodeSingleWriter or Mode.SingleNodeReaderOnly => false,
        Mode.SingleNodeWriter => !Driver.Node.Contains(NodeServiceCapability.Types.RPC.Types.Type.SingleNodeMultiWriter),
        _ => true,
    };

    /// <summary>A volume for a mode; null for a mode that the driver refuses.</summary>
    private async Task<Volume?> CreateAsync(Mode mode)
    {
        var request = Scenario.VolumeRequest(mode: mode);
        var (code, message) = await Driver.StatusAsync(ControllerMethods.CreateVolume, request);
        if (code == StatusCode.Ok)
            return await Scenario.CreateVolumeAsync(request);
        code.ShouldBe(StatusCode.InvalidArgument, message);
        return null;
    }
}
