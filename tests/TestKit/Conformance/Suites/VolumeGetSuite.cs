using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;

namespace CsiHost.TestKit.Conformance.Suites;

/// <summary>Describing one volume (GET_VOLUME).</summary>
/// <param name="host">The running host.</param>
public abstract class VolumeGetSuite(ConformanceHost host) : ConformanceSuite(host)
{
    [Fact]
    public async Task Get_Volume_IsTheOneThatWasMade()
    {
        var volume = await Scenario.CreateVolumeAsync();

        var answer = await Driver.CallAsync(ControllerMethods.ControllerGetVolume, new ControllerGetVolumeRequest { VolumeId = volume.VolumeId });

        answer.Volume.VolumeId.ShouldBe(volume.VolumeId);
        answer.Volume.CapacityBytes.ShouldBe(volume.CapacityBytes);
        answer.Status.ShouldNotBeNull();
    }

    [Fact]
    public async Task Get_UnknownVolume_IsNotFound() =>
        await Driver.ShouldEndWithAsync(
            ControllerMethods.ControllerGetVolume, new ControllerGetVolumeRequest { VolumeId = "fake-vol-id-0123456789" }, StatusCode.NotFound);

    [Fact]
    public async Task Get_WithoutId_IsInvalid() =>
        await Driver.ShouldEndWithAsync(ControllerMethods.ControllerGetVolume, new ControllerGetVolumeRequest(), StatusCode.InvalidArgument);
}
