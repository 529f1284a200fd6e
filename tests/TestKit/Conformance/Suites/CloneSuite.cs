using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;

namespace CsiHost.TestKit.Conformance.Suites;

/// <summary>Volumes made from volumes (CLONE_VOLUME).</summary>
/// <param name="host">The running host.</param>
public abstract class CloneSuite(ConformanceHost host) : ConformanceSuite(host)
{
    [Fact]
    public async Task Clone_Volume_NamesItsSourceAndHasItsContent()
    {
        var source = await Scenario.CreateVolumeAsync();
        var (_, target) = await Scenario.PublishAsync(source);
        await File.WriteAllTextAsync(Path.Combine(target, "file"), "before");

        var request = Request(source.VolumeId);
        var clone = await Scenario.CreateVolumeAsync(request);
        await File.WriteAllTextAsync(Path.Combine(target, "file"), "after");

        clone.ContentSource.ShouldBe(request.VolumeContentSource);
        clone.VolumeId.ShouldNotBe(source.VolumeId);
        (await Scenario.CreateVolumeAsync(request)).ShouldBe(clone);
        var (_, second) = await Scenario.PublishAsync(clone);
        (await File.ReadAllTextAsync(Path.Combine(second, "file"))).ShouldBe("before");
    }

    [Fact]
    public async Task Clone_UnknownVolume_IsNotFound() =>
        await Driver.ShouldEndWithAsync(ControllerMethods.CreateVolume, Request("fake-vol-id-0123456789"), StatusCode.NotFound);

    [Fact]
    public async Task Clone_NameOfAnEmptyVolume_AlreadyExists()
    {
        var source = await Scenario.CreateVolumeAsync();
        var taken = Scenario.VolumeRequest();
        await Scenario.CreateVolumeAsync(taken);
        var request = Request(source.VolumeId);
        request.Name = taken.Name;

        await Driver.ShouldEndWithAsync(ControllerMethods.CreateVolume, request, StatusCode.AlreadyExists);
    }

    private CreateVolumeRequest Request(string source)
    {
        var request = Scenario.VolumeRequest();
        request.VolumeContentSource = new() { Volume = new() { VolumeId = source } };
        return request;
    }
}
