using CsiHost.TestKit.Time;

namespace CsiHost.TestKit.Tests;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _sut = new();

    [Fact]
    public void Advance_TimersWithinTheSpan_FireInOrderAtTheirTimes()
    {
        var fired = new List<(string Name, DateTimeOffset At)>();
        var start = _sut.GetUtcNow();
        using var late = Timer("late", 3, 0);
        using var early = Timer("early", 1, 0);
        using var periodic = Timer("periodic", 2, 2);

        _sut.Advance(TimeSpan.FromSeconds(5));

        fired.ShouldBe(
        [
            ("early", start.AddSeconds(1)), ("periodic", start.AddSeconds(2)), ("late", start.AddSeconds(3)), ("periodic", start.AddSeconds(4)),
        ]);
        _sut.GetUtcNow().ShouldBe(start.AddSeconds(5));

        ITimer Timer(string name, int due, int period) => _sut.CreateTimer(
            _ => fired.Add((name, _sut.GetUtcNow())), null, TimeSpan.FromSeconds(due), period == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(period));
    }

    [Fact]
    public async Task Delay_EndsWhenTheClockIsThere()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(10), _sut);

        _sut.Advance(TimeSpan.FromSeconds(9.999));
        delay.IsCompleted.ShouldBeFalse();
        _sut.Advance(TimeSpan.FromSeconds(0.001));

        await delay;
    }

    [Fact]
    public void Dispose_Timer_NeverFires()
    {
        var timer = _sut.CreateTimer(_ => Assert.Fail("fired"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        timer.Dispose();

        _sut.Advance(TimeSpan.FromSeconds(2));

        timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan).ShouldBeFalse();
        _sut.ActiveTimers.ShouldBe(0);
    }

    [Fact]
    public async Task CancelAfter_FiresByThisClock()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMinutes(1), _sut);
        await _sut.WaitForTimersAsync(1, CancellationToken.None);

        _sut.Advance(TimeSpan.FromMinutes(1));

        source.IsCancellationRequested.ShouldBeTrue();
    }
}
