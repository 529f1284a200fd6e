using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;

namespace CsiHost.TestKit.Conformance.Suites;

/// <summary>Growing volumes on the controller (EXPAND_VOLUME).</summary>
/// <param name="host">The running host.</param>
public abstract class ExpansionSuite(ConformanceHost host) : ConformanceSuite(host)
{
    [Fact]
    public async Task Expand_WithoutId_IsInvalid() =>
        await Driver.ShouldEndWithAsync(ControllerMethods.ControllerExpandVolume, Request("", 2 * Settings.VolumeBytes), StatusCode.InvalidArgument);

    [Fact]
    public async Task Expand_WithoutRange_IsInvalid() =>
        await Driver.ShouldEndWithAsync(
            ControllerMethods.ControllerExpandVolume, new ControllerExpandVolumeRequest { VolumeId = "volume" }, StatusCode.InvalidArgument);

    [Fact]
    public async Task Expand_Volume_GivesExactlyTheSizeAndMayBeRepeated()
    {
        var volume = await Scenario.CreateVolumeAsync();
        var request = Request(volume.VolumeId, 2 * Settings.VolumeBytes);

        for (var repeat = 0; repeat < 10; repeat++)
            (await Driver.CallAsync(ControllerMethods.ControllerExpandVolume, request)).CapacityBytes.ShouldBe(2 * Settings.VolumeBytes);
    }

    [Fact]
    public async Task Expand_ToLess_KeepsTheSize()
    {
        var volume = await Scenario.CreateVolumeAsync();

        (await Driver.CallAsync(ControllerMethods.ControllerExpandVolume, Request(volume.VolumeId, 1))).CapacityBytes.ShouldBe(volume.CapacityBytes);
    }

    [Fact]
    public async Task Expand_UnknownVolume_IsNotFound() =>
        await Driver.ShouldEndWithAsync(
            ControllerMethods.ControllerExpandVolume, Request("fake-vol-id-0123456789", 2 * Settings.VolumeBytes), StatusCode.NotFound);

    private ControllerExpandVolumeRequest Request(string volumeId, long size)
    {
        var request = new ControllerExpandVolumeRequest
        {
            VolumeId = volumeId,
            CapacityRange = new() { RequiredBytes = size },
            VolumeCapability = Scenario.Capability(),
        };
        request.Secrets.Add(Scenario.Pairs(Settings.Secrets));
        return request;
    }
}
