using CsiHost.Rpc;
using CsiHost.Telemetry;
using CsiHost.TestKit.Time;
using CsiHost.Tests.Rpc.Services;
using CsiHost.Tests.Support;
using Microsoft.Extensions.Logging;

namespace CsiHost.Tests.Telemetry;

public sealed class SlowCallWatchTests
{
    [Fact]
    public async Task SlowCall_IsWarnedOf_AgainAndAgainUntilItEnds()
    {
        await using var sut = new DriverHarness();
        var open = new TaskCompletionSource();
        sut.Backend.OnCall = (_, _) => open.Task;
        var call = sut.CallAsync(ControllerMethods.DeleteVolume, new() { VolumeId = "v1" }, sut.Time.GetUtcNow().AddHours(1));

        sut.Time.Advance(TimeSpan.FromSeconds(25));
        Warnings(sut.Log).ShouldBeEmpty();
        sut.Time.Advance(TimeSpan.FromSeconds(65));
        open.SetResult();
        await call;

        Warnings(sut.Log).Select(text => text[text.IndexOf("v1", StringComparison.Ordinal)..]).ShouldBe(
            ["v1 is still running after 30 s", "v1 is still running after 60 s", "v1 is still running after 90 s"]);
        sut.Log.Lines.ShouldContain(line => line.Text.EndsWith("v1 ended after 90 s", StringComparison.Ordinal));
    }

    [Fact]
    public void Timer_StandsStill_WithoutCalls()
    {
        var time = new ManualTimeProvider();
        using var sut = new SlowCallWatch(time, new CapturedLog(), TimeSpan.FromSeconds(30));
        var call = new Watched();
        var idle = time.ActiveTimers;

        sut.Add(call);
        var armed = time.ActiveTimers;
        sut.Remove(call);
        time.Advance(SlowCallWatch.Period);
        var disarmed = time.ActiveTimers;
        sut.Add(call);

        (idle, armed, disarmed, time.ActiveTimers, sut.Watched).ShouldBe((0, 1, 0, 1, 1));
    }

    private static IEnumerable<string> Warnings(CapturedLog log) => log.Lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Text);

    private sealed class Watched : IWatchedCall
    {
        public string Driver => "d";

        public string Rpc => "r";

        public string Id => "1";

        public string Subject => "v";

        public long StartedAt => 0;
    }
}
