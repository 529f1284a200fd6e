using CsiHost.Pipeline;
using CsiHost.Pipeline.Behaviors;
using CsiHost.Rpc;
using CsiHost.Tests.Rpc.Services;

namespace CsiHost.Tests.Pipeline;

public sealed class PipelineOrderTests
{
    [Fact]
    public async Task Steps_Are_TheseNineInThisOrder()
    {
        await using var sut = new DriverHarness();

        sut.Pipeline.Behaviors.Select(behavior => behavior.GetType()).ShouldBe(
        [
            typeof(ErrorBoundary), typeof(Trace), typeof(Metrics), typeof(Admission), typeof(SpecValidation), typeof(Deadline), typeof(Locking),
            typeof(Backend), typeof(Effects),
        ]);
    }

    [Fact]
    public async Task Validation_ComesBefore_TheLock()
    {
        await using var sut = new DriverHarness();
        var open = new TaskCompletionSource();
        sut.Backend.OnCall = (_, _) => open.Task;
        var running = sut.CallAsync("/csi.v1.Controller/ControllerExpandVolume", Requests.All["/csi.v1.Controller/ControllerExpandVolume"]());

        var invalid = await sut.FailAsync(ControllerMethods.ControllerExpandVolume, new() { VolumeId = "v1" });
        var locked = await sut.FailAsync("/csi.v1.Controller/ControllerExpandVolume", Requests.All["/csi.v1.Controller/ControllerExpandVolume"]());
        open.SetResult();
        await running;

        (invalid.Code, locked.Code).ShouldBe((StatusCode.InvalidArgument, StatusCode.Aborted));
    }

    [Fact]
    public async Task Admission_ComesBefore_Validation()
    {
        await using var sut = new DriverHarness();
        await sut.Pipeline.Gate.StopAsync();

        (await sut.FailAsync(ControllerMethods.DeleteVolume, new())).Code.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public async Task LightCall_Leaves_NoScopeAndNoLock()
    {
        await using var sut = new DriverHarness(log: new Support.CapturedLog(Microsoft.Extensions.Logging.LogLevel.Information));

        await sut.CallAsync(IdentityMethods.GetPluginInfo, new());
        await sut.CallAsync(ControllerMethods.DeleteVolume, new() { VolumeId = "v7" });

        sut.Log.Scopes.ShouldHaveSingleItem().ShouldBe($"plugin=fake driver={DriverHarness.DriverName} rpc=DeleteVolume volume=v7 call=00000001");
    }
}
