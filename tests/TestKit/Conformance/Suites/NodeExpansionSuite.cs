using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using ControllerType = CsiHost.Rpc.Proto.ControllerServiceCapability.Types.RPC.Types.Type;

namespace CsiHost.TestKit.Conformance.Suites;

/// <summary>Growing volumes on the node (node capability EXPAND_VOLUME).</summary>
/// <param name="host">The running host.</param>
public abstract class NodeExpansionSuite(ConformanceHost host) : ConformanceSuite(host)
{
    [Fact]
    public async Task Expand_WithoutId_IsInvalid() =>
        await Driver.ShouldEndWithAsync(
            NodeMethods.NodeExpandVolume, new NodeExpandVolumeRequest { VolumePath = Scenario.NewPath() }, StatusCode.InvalidArgument);

    [Fact]
    public async Task Expand_WithoutPath_IsInvalid()
    {
        var volume = await Scenario.CreateVolumeAsync();

        await Driver.ShouldEndWithAsync(
            NodeMethods.NodeExpandVolume, new NodeExpandVolumeRequest { VolumeId = volume.VolumeId }, StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task Expand_UnknownVolume_IsNotFoundAlsoAtARelativePathWithoutRange() =>
        await Driver.ShouldEndWithAsync(
            NodeMethods.NodeExpandVolume,
            new NodeExpandVolumeRequest { VolumeId = "fake-vol-id-0123456789", VolumePath = "some/path" },
            StatusCode.NotFound);

    [Fact]
    public async Task Expand_PublishedVolume_Works()
    {
        var volume = await Scenario.CreateVolumeAsync();
        if (Driver.Controller.Contains(ControllerType.ExpandVolume))
            await ExpandOnControllerAsync(volume);
        var (_, target) = await Scenario.PublishAsync(volume);
        var request = new NodeExpandVolumeRequest
        {
            VolumeId = volume.VolumeId,
            VolumePath = target,
            CapacityRange = new() { RequiredBytes = 2 * Settings.VolumeBytes },
        };

        for (var repeat = 0; repeat < 10; repeat++)
            (await Driver.CallAsync(NodeMethods.NodeExpandVolume, request)).CapacityBytes.ShouldBeUnknownOrAtLeast(2 * Settings.VolumeBytes);
    }

    private async Task ExpandOnControllerAsync(Volume volume)
    {
        var request = new ControllerExpandVolumeRequest
        {
            VolumeId = volume.VolumeId,
            CapacityRange = new() { RequiredBytes = 2 * Settings.VolumeBytes },
            VolumeCapability = Scenario.Capability(),
        };
        request.Secrets.Add(Scenario.Pairs(Settings.Secrets));
        (await Driver.CallAsync(ControllerMethods.ControllerExpandVolume, request)).CapacityBytes.ShouldBe(2 * Settings.VolumeBytes);
    }
}
