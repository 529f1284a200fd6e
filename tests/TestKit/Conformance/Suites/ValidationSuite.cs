using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;

namespace CsiHost.TestKit.Conformance.Suites;

/// <summary>ValidateVolumeCapabilities. For every driver with a controller; inherit it beside <see cref="ProvisioningSuite"/>.</summary>
/// <param name="host">The running host.</param>
public abstract class ValidationSuite(ConformanceHost host) : ConformanceSuite(host)
{
    [Fact]
    public async Task Validate_WithoutId_IsInvalid() =>
        await Driver.ShouldEndWithAsync(
            ControllerMethods.ValidateVolumeCapabilities, new ValidateVolumeCapabilitiesRequest(), StatusCode.InvalidArgument);

    [Fact]
    public async Task Validate_WithoutCapabilities_IsInvalid()
    {
        var volume = await Scenario.CreateVolumeAsync();

        await Driver.ShouldEndWithAsync(
            ControllerMethods.ValidateVolumeCapabilities,
            new ValidateVolumeCapabilitiesRequest { VolumeId = volume.VolumeId },
            StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task Validate_Volume_ConfirmsWhatItWasMadeWith()
    {
        var volume = await Scenario.CreateVolumeAsync();

        var answer = await Driver.CallAsync(ControllerMethods.ValidateVolumeCapabilities, Request(volume.VolumeId));

        answer.Confirmed.ShouldNotBeNull(answer.Message).VolumeCapabilities.ShouldBe([Scenario.Capability()]);
    }

    [Fact]
    public async Task Validate_UnknownVolume_IsNotFound() =>
        await Driver.ShouldEndWithAsync(ControllerMethods.ValidateVolumeCapabilities, Request("fake-vol-id-0123456789"), StatusCode.NotFound);

    [Fact]
    public async Task Validate_UnsupportedFileSystem_IsNotConfirmedAndSaysWhy()
    {
        var volume = await Scenario.CreateVolumeAsync();
        var request = Request(volume.VolumeId);
        request.VolumeCapabilities[0].Mount.FsType = "no-such-file-system";

        var answer = await Driver.CallAsync(ControllerMethods.ValidateVolumeCapabilities, request);

        answer.Confirmed.ShouldBeNull();
        answer.Message.ShouldContain("no-such-file-system");
    }

    private ValidateVolumeCapabilitiesRequest Request(string volumeId)
    {
        var request = new ValidateVolumeCapabilitiesRequest { VolumeId = volumeId, VolumeCapabilities = { Scenario.Capability() } };
        request.Secrets.Add(Scenario.Pairs(Settings.Secrets));
        return request;
    }
}
