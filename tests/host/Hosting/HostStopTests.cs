using CsiHost.Cli;
using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using CsiHost.TestKit.Time;
using CsiHost.Tests.Hosting.Fakes;
using CsiHost.Tests.Rpc;

namespace CsiHost.Tests.Hosting;

public sealed class HostStopTests
{
    [Fact]
    public async Task Stop_CallInFlight_IsAnsweredAndTheHostEndsWell()
    {
        var journal = new List<string>();
        var plugin = new FakePlugin("a.csi") { Lifecycles = [new FakeLifecycle(journal, _ => Task.CompletedTask)] };
        await using var sut = new HostUnderTest(plugin);
        await sut.StartAsync();
        using var channel = sut.Channel("a.csi");
        var call = channel.CallAsync(ControllerMethods.GetCapacity, new GetCapacityRequest(), null, Limits.Token).AsTask();
        await plugin.Backend.Entered.WaitAsync(Limits.Wait);

        await sut.StopAsync();
        plugin.Backend.Release();

        (await call).AvailableCapacity.ShouldBe(42);
        (await sut.Ended.WaitAsync(Limits.Wait)).ShouldBe(ExitCode.Ok);
        journal.ShouldBe(["start", "stop"]);
        File.Exists(sut.Socket("a.csi")).ShouldBeFalse();
        sut.Log.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task Run_PluginGivesUp_StopsInOrderAndEndsWithFailure()
    {
        var journal = new List<string>();
        var plugin = new FakePlugin("a.csi") { Lifecycles = [new FakeLifecycle(journal, _ => Task.CompletedTask)] };
        await using var sut = new HostUnderTest(plugin);
        await sut.StartAsync();

        plugin.Ports!.Lifetime.Fail("the lease is gone", new InvalidOperationException("why"));

        (await sut.Ended.WaitAsync(Limits.Wait)).ShouldBe(ExitCode.Failure);
        journal.ShouldBe(["start", "stop"]);
        sut.Log.Lines.ShouldContain(line => line.Text.Contains("a plugin cannot go on: the lease is gone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_CallOutlastsTheLimit_IsCutAndTheExitCodeSaysSo()
    {
        var time = new ManualTimeProvider();
        var plugin = new FakePlugin("a.csi");
        await using var sut = new HostUnderTest(plugin) { Time = time };
        await sut.StartAsync();
        using var channel = sut.Channel("a.csi");
        var call = channel.CallAsync(ControllerMethods.GetCapacity, new GetCapacityRequest(), null, Limits.Token).AsTask();
        await plugin.Backend.Entered.WaitAsync(Limits.Wait);

        await sut.StopAsync();
        while (!sut.Ended.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        (await sut.Ended).ShouldBe(ExitCode.Failure);
        (await Should.ThrowAsync<CallStatusException>(call)).Code.ShouldNotBe(StatusCode.Ok);
        sut.Log.Lines.ShouldContain(line => line.Text.Contains("1 call(s) still run after 20 s", StringComparison.Ordinal));
        plugin.Backend.Release();
    }

    [Fact]
    public async Task Stop_ThenStartAgain_ServesTheSameSocket()
    {
        await using var first = new HostUnderTest(new FakePlugin("a.csi"));
        await first.StartAsync();
        await first.StopAsync();
        await first.Ended.WaitAsync(Limits.Wait);
        await using var sut = new HostUnderTest(new FakePlugin("a.csi"));
        sut.Settings["Drivers:a.csi:Endpoint"] = first.Socket("a.csi");

        (await sut.StartAsync()).Sockets["a.csi"].ShouldBe(first.Socket("a.csi"));
    }
}
