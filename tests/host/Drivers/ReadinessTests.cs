using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Models;
using CsiHost.Drivers;
using CsiHost.TestKit.Time;
using CsiHost.Tests.Rpc;
using CsiHost.Tests.Support;

namespace CsiHost.Tests.Drivers;

public sealed class ReadinessTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly CapturedLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task WithoutABackend_ItIsReadyAtOnce_AndSetsNoTimer()
    {
        await using var sut = new Readiness("d", null, _time, _log);
        sut.Start();

        sut.Current.State.ShouldBe(ReadinessState.Ready);
        _time.ActiveTimers.ShouldBe(0);
    }

    [Fact]
    public async Task UntilReady_ItAsksEverySecond_AndThenEveryTen()
    {
        var backend = new Script(count => count < 3 ? ReadinessState.Starting : ReadinessState.Ready);
        await using var sut = new Readiness("d", backend, _time, _log);
        sut.Current.State.ShouldBe(ReadinessState.Starting);
        sut.Start();

        foreach (var (seconds, asked, state) in new[]
                 {
                     (0, 1, ReadinessState.Starting), (1, 2, ReadinessState.Starting), (1, 3, ReadinessState.Ready), (9, 3, ReadinessState.Ready),
                     (1, 4, ReadinessState.Ready),
                 })
        {
            _time.Advance(TimeSpan.FromSeconds(seconds));
            await _time.WhenWaitingAsync(state == ReadinessState.Ready ? Readiness.PeriodWhenReady : Readiness.PeriodUntilReady);
            (backend.Count, sut.Current.State).ShouldBe((asked, state));
        }
    }

    [Fact]
    public async Task CheckThatThrows_IsUnhealthyWithItsReason_AndIsLoggedOnce()
    {
        var backend = new Script(_ => throw new IOException("no disk"));
        await using var sut = new Readiness("d", backend, _time, _log);
        sut.Start();
        await _time.WhenWaitingAsync(Readiness.PeriodUntilReady);

        _time.Advance(Readiness.PeriodUntilReady);
        await _time.WhenWaitingAsync(Readiness.PeriodUntilReady);

        backend.Count.ShouldBe(2);
        sut.Current.ShouldBe(new ReadinessReport { State = ReadinessState.Unhealthy, Reason = "the driver's own check failed: no disk" });
        _log.Lines.Count(line => line.Text.Contains("System.IO.IOException", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task CheckThatHangs_IsUnhealthyAfterItsLimit_AndIsNotAskedTwice()
    {
        var hang = new TaskCompletionSource<ReadinessReport>();
        var backend = new Hanging(hang.Task);
        await using var sut = new Readiness("d", backend, _time, _log);
        sut.Start();
        await backend.Asked.Task.WaitAsync(Limits.Token);

        _time.Advance(Readiness.CheckLimit);
        await _time.WhenWaitingAsync(Readiness.PeriodUntilReady);
        var hanging = sut.Current.State;
        hang.SetResult(ReadinessReport.Ready);
        _time.Advance(Readiness.PeriodUntilReady);
        await _time.WhenWaitingAsync(Readiness.PeriodWhenReady);

        (hanging, sut.Current.State, backend.Count).ShouldBe((ReadinessState.Unhealthy, ReadinessState.Ready, 1));
    }

    [Fact]
    public async Task Dispose_Ends_TheLoop()
    {
        var sut = new Readiness("d", new Script(_ => ReadinessState.Ready), _time, _log);
        sut.Start();
        await _time.WhenWaitingAsync(Readiness.PeriodWhenReady);

        await sut.DisposeAsync();

        _time.ActiveTimers.ShouldBe(0);
    }

    private sealed class Script(Func<int, ReadinessState> answer) : IReadiness
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public ValueTask<ReadinessReport> CheckAsync(CancellationToken cancellationToken) =>
            ValueTask.FromResult(new ReadinessReport { State = answer(Interlocked.Increment(ref _count)) });
    }

    private sealed class Hanging(Task<ReadinessReport> answer) : IReadiness
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Count { get; private set; }

        public ValueTask<ReadinessReport> CheckAsync(CancellationToken cancellationToken)
        {
            Count++;
            Asked.TrySetResult();
            return new(answer);
        }
    }
}
