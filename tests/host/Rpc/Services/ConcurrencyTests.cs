using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using Mode = CsiHost.Rpc.Proto.VolumeCapability.Types.AccessMode.Types.Mode;

namespace CsiHost.Tests.Rpc.Services;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task ThousandCallsOnOneVolume_RunOneAtATime_AndTheOthersAreAborted()
    {
        await using var sut = new DriverHarness();
        var (running, most) = (0, 0);
        var open = new TaskCompletionSource();
        sut.Mounts.OnCall = async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await open.Task;
            Interlocked.Decrement(ref running);
        };
        string[] rpcs = ["NodeStageVolume", "NodeUnstageVolume", "NodePublishVolume", "NodeUnpublishVolume"];

        var calls = Enumerable.Range(0, 1000).Select(n => Task.Run(() => TryAsync(sut, "/csi.v1.Node/" + rpcs[n % rpcs.Length]))).ToList();
        await WhenAllButAsync(calls, 1);
        open.SetResult();
        var codes = await Task.WhenAll(calls);

        most.ShouldBe(1);
        codes.Count(code => code == StatusCode.Ok).ShouldBe(1);
        codes.Count(code => code == StatusCode.Aborted).ShouldBe(999);
        sut.Pipeline.Locks.Count.ShouldBe(0);
        sut.Pipeline.Gate.Running.ShouldBe(0);
    }

    [Theory]
    [InlineData((int)Mode.MultiNodeMultiWriter, (int)StatusCode.Ok)]
    [InlineData((int)Mode.MultiNodeReaderOnly, (int)StatusCode.Ok)]
    [InlineData((int)Mode.SingleNodeMultiWriter, (int)StatusCode.Ok)]
    [InlineData((int)Mode.SingleNodeSingleWriter, (int)StatusCode.Aborted)]
    [InlineData((int)Mode.SingleNodeWriter, (int)StatusCode.Aborted)]
    public async Task PublishAtASecondTarget_RunsBesideTheFirst_WhenTheModeAllowsSeveral(int mode, int expected)
    {
        await using var sut = new DriverHarness();
        var open = new TaskCompletionSource();
        sut.Mounts.OnCall = (_, _) => sut.Mounts.Asked.Count == 1 ? open.Task : Task.CompletedTask;

        var first = TryAsync(sut, NodeMethods.NodePublishVolume.Path, Publish((Mode)mode, "/t/1"));
        var second = await TryAsync(sut, NodeMethods.NodePublishVolume.Path, Publish((Mode)mode, "/t/2"));
        var same = await TryAsync(sut, NodeMethods.NodePublishVolume.Path, Publish((Mode)mode, "/t//1/"));
        var unstage = await TryAsync(sut, "/csi.v1.Node/NodeUnstageVolume");
        open.SetResult();

        (second, same, unstage, await first).ShouldBe(((StatusCode)expected, StatusCode.Aborted, StatusCode.Aborted, StatusCode.Ok));
        sut.Pipeline.Locks.Count.ShouldBe(0);
    }

    [Fact]
    public async Task CreateVolume_OfOneName_IsAbortedWhileTheFirstRuns()
    {
        await using var sut = new DriverHarness();
        var open = new TaskCompletionSource();
        sut.Backend.OnCall = (_, _) => open.Task;

        var first = TryAsync(sut, ControllerMethods.CreateVolume.Path);
        var error = await sut.FailAsync(ControllerMethods.CreateVolume, Requests.CreateVolume());
        open.SetResult();

        error.Code.ShouldBe(StatusCode.Aborted);
        error.Message.ShouldBe("an operation on volume name pvc-1 is already running; try again");
        (await first).ShouldBe(StatusCode.Ok);
    }

    [Fact]
    public async Task CreateSnapshot_LocksNameAndSource_AndNeitherWhenOneIsTaken()
    {
        await using var sut = new DriverHarness();
        var open = new TaskCompletionSource();
        sut.Backend.OnCall = (_, _) => open.Task;

        var expand = TryAsync(sut, "/csi.v1.Controller/ControllerExpandVolume");
        var snapshot = await TryAsync(sut, "/csi.v1.Controller/CreateSnapshot");
        var held = sut.Pipeline.Locks.Count;
        open.SetResult();

        (snapshot, held, await expand).ShouldBe((StatusCode.Aborted, 1, StatusCode.Ok));
    }

    [Fact]
    public async Task CallsAboveTheDriversLimit_AreAborted_AndLightOnesAreNot()
    {
        await using var sut = new DriverHarness(options: new PipelineOptions { MaxConcurrentCalls = 1 });
        var open = new TaskCompletionSource();
        sut.Backend.OnCall = (_, _) => open.Task;

        var first = TryAsync(sut, "/csi.v1.Controller/ListVolumes");
        var second = await sut.FailAsync(ControllerMethods.ListVolumes, new ListVolumesRequest());
        var light = await TryAsync(sut, IdentityMethods.Probe.Path, new ProbeRequest());
        open.SetResult();

        (second.Code, light, await first).ShouldBe((StatusCode.Aborted, StatusCode.Ok, StatusCode.Ok));
        second.Message.ShouldContain("runs 1 calls already");
    }

    [Fact]
    public async Task Stopping_RefusesNewCalls_AndWaitsForTheRunningOne()
    {
        await using var sut = new DriverHarness();
        var open = new TaskCompletionSource();
        sut.Backend.OnCall = (_, _) => open.Task;

        var running = TryAsync(sut, "/csi.v1.Controller/ListVolumes");
        var stop = sut.Pipeline.Gate.StopAsync();
        var refused = await TryAsync(sut, "/csi.v1.Controller/ListVolumes");
        var light = await TryAsync(sut, IdentityMethods.Probe.Path, new ProbeRequest());
        var wasWaiting = !stop.IsCompleted;
        open.SetResult();
        await stop.WaitAsync(Limits.Token);

        (wasWaiting, refused, light, await running).ShouldBe((true, StatusCode.Unavailable, StatusCode.Unavailable, StatusCode.Ok));
    }

    private static NodePublishVolumeRequest Publish(Mode mode, string target)
    {
        var request = Requests.Publish();
        request.VolumeCapability = Requests.Mount(mode);
        request.TargetPath = target;
        return request;
    }

    private static Task<StatusCode> TryAsync(DriverHarness sut, string path) => TryAsync(sut, path, Requests.All[path]());

    private static async Task<StatusCode> TryAsync(DriverHarness sut, string path, Google.Protobuf.IMessage request)
    {
        try
        {
            await sut.CallAsync(path, request);
            return StatusCode.Ok;
        }
        catch (CallStatusException error)
        {
            return error.Code;
        }
    }

    private static async Task WhenAllButAsync(List<Task<StatusCode>> calls, int rest)
    {
        var left = calls.ToList<Task>();
        while (left.Count > rest)
            left.Remove(await Task.WhenAny(left).WaitAsync(Limits.Token));
    }
}
