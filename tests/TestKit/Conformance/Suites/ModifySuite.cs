using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;

namespace CsiHost.TestKit.Conformance.Suites;

/// <summary>Mutable parameters (MODIFY_VOLUME). Set <see cref="ConformanceSettings.MutableParameters"/>.</summary>
/// <param name="host">The running host.</param>
public abstract class ModifySuite(ConformanceHost host) : ConformanceSuite(host)
{
    private const string BadKey = "XXX_FakeKey";

    [Fact]
    public async Task Create_WithMutableParameters_Works() => await CreateAsync();

    [Fact]
    public async Task Create_BadMutableKey_IsInvalid()
    {
        var request = Scenario.VolumeRequest();
        request.MutableParameters[BadKey] = "value";

        await Driver.ShouldEndWithAsync(ControllerMethods.CreateVolume, request, StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task Modify_WithoutId_IsInvalid() =>
        await Driver.ShouldEndWithAsync(ControllerMethods.ControllerModifyVolume, Request(""), StatusCode.InvalidArgument);

    [Fact]
    public async Task Modify_WithoutParameters_IsInvalid() =>
        await Driver.ShouldEndWithAsync(
            ControllerMethods.ControllerModifyVolume, new ControllerModifyVolumeRequest { VolumeId = "volume" }, StatusCode.InvalidArgument);

    [Fact]
    public async Task Modify_UnknownVolume_IsNotFound() =>
        await Driver.ShouldEndWithAsync(ControllerMethods.ControllerModifyVolume, Request("non-existing-volume-id"), StatusCode.NotFound);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Modify_BadKey_IsInvalid(bool hasClass)
    {
        var volume = hasClass ? await CreateAsync() : await Scenario.CreateVolumeAsync();
        var request = new ControllerModifyVolumeRequest { VolumeId = volume.VolumeId, MutableParameters = { [BadKey] = "value" } };

        await Driver.ShouldEndWithAsync(ControllerMethods.ControllerModifyVolume, request, StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task Modify_PlainVolume_WorksAndMayBeRepeated()
    {
        var volume = await Scenario.CreateVolumeAsync();

        for (var repeat = 0; repeat < 10; repeat++)
            await Driver.CallAsync(ControllerMethods.ControllerModifyVolume, Request(volume.VolumeId));
    }

    [Fact]
    public async Task Modify_VolumeMadeWithParameters_Works()
    {
        var volume = await CreateAsync();

        await Driver.CallAsync(ControllerMethods.ControllerModifyVolume, Request(volume.VolumeId));
    }

    private Task<Volume> CreateAsync()
    {
        Settings.MutableParameters.ShouldNotBeEmpty("the suite needs mutable parameters; set them in the settings");
        var request = Scenario.VolumeRequest();
        request.MutableParameters.Add(Scenario.Pairs(Settings.MutableParameters));
        return Scenario.CreateVolumeAsync(request);
    }

    private ControllerModifyVolumeRequest Request(string volumeId)
    {
        var request = new ControllerModifyVolumeRequest { VolumeId = volumeId };
        request.MutableParameters.Add(Scenario.Pairs(Settings.MutableParameters));
        request.Secrets.Add(Scenario.Pairs(Settings.Secrets));
        return request;
    }
}
