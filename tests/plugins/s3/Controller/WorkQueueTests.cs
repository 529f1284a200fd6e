using CsiHost.Plugins.S3.Controller.Queue;
using CsiHost.Plugins.S3.Controller.State;
using CsiHost.TestKit.Time;

namespace CsiHost.Plugins.S3.Tests.Controller;

public sealed class WorkQueueTests : IDisposable
{
    // Real time: only a test that would hang for ever comes to the end of it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly WorkKey A = WorkKey.Workload("ns", "a");
    private static readonly WorkKey B = WorkKey.Workload("ns", "b");
    private readonly ManualTimeProvider _time = new();
    private readonly WorkQueue _sut;

    public WorkQueueTests() => _sut = new WorkQueue(_time);

    public void Dispose() => _sut.Dispose();

    [Fact]
    public async Task Add_Twice_IsTakenOnce()
    {
        _sut.Add(A);
        _sut.Add(A);
        _sut.Add(B);

        (await TakeAsync()).ShouldBe(A);
        (await TakeAsync()).ShouldBe(B);
        _sut.Depth.ShouldBe(0);
    }

    [Fact]
    public async Task Add_WhileWorkedOn_ComesAgainAfterwardsAndNotBefore()
    {
        _sut.Add(A);
        await TakeAsync();
        _sut.Add(A);
        var next = _sut.TakeAsync(default);
        next.IsCompleted.ShouldBeFalse();

        _sut.Done(A);

        (await next.AsTask().WaitAsync(Patience)).ShouldBe(A);
    }

    [Fact]
    public async Task AddAfter_SeveralTimes_TheEarliestCounts()
    {
        _sut.AddAfter(A, TimeSpan.FromSeconds(10));
        _sut.AddAfter(A, TimeSpan.FromSeconds(3));
        _sut.AddAfter(A, TimeSpan.FromSeconds(20));
        _sut.AddAfter(B, TimeSpan.FromSeconds(5));

        _time.Advance(TimeSpan.FromSeconds(2.9));
        _sut.Depth.ShouldBe(0);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        (await TakeAsync()).ShouldBe(A);
        _sut.Done(A);
        _time.Advance(TimeSpan.FromSeconds(30));
        (await TakeAsync()).ShouldBe(B);
        _sut.Depth.ShouldBe(0);
    }

    [Fact]
    public void Retry_OfOneKey_WaitsTwiceAsLongEachTimeUpToALimit()
    {
        var limiter = new RetryLimiter(_time);
        var waits = Enumerable.Range(0, 20).Select(_ =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            return limiter.Next(A).TotalMilliseconds;
        }).ToList();

        waits[..4].ShouldBe([5, 10, 20, 40]);
        waits[^1].ShouldBe(TimeSpan.FromMinutes(5).TotalMilliseconds);
        limiter.Forget(A);
        limiter.Next(A).TotalMilliseconds.ShouldBe(5);
    }

    [Fact]
    public void Retry_OfManyKeys_IsTenASecondAfterTheFirstHundred()
    {
        var limiter = new RetryLimiter(_time);
        var waits = Enumerable.Range(0, 120).Select(index => limiter.Next(WorkKey.Workload("ns", $"p{index}")).TotalMilliseconds).ToList();

        waits[..100].ShouldAllBe(wait => wait == 5);
        waits[100].ShouldBe(100, 0.1);
        waits[119].ShouldBe(2000, 0.1);
    }

    [Fact]
    public async Task Work_ManyWorkers_NeverHaveOneKeyAtTheSameTime()
    {
        var running = new int[10];
        var seen = 0;
        using var end = new CancellationTokenSource();
        var workers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var key = await _sut.TakeAsync(end.Token);
                var index = int.Parse(key.Second, System.Globalization.CultureInfo.InvariantCulture);
                Interlocked.Increment(ref running[index]).ShouldBe(1);
                await Task.Yield();
                Interlocked.Decrement(ref running[index]);
                Interlocked.Increment(ref seen);
                _sut.Done(key);
            }
        })).ToArray();

        for (var round = 0; round < 2000; round++)
            _sut.Add(WorkKey.Workload("ns", $"{round % 10}"));
        using var limit = new CancellationTokenSource(Patience);
        while (!_sut.IsIdle)
        {
            limit.IsCancellationRequested.ShouldBeFalse("the workers do not come to the end of the queue");
            await Task.Yield();
        }

        await end.CancelAsync();

        foreach (var worker in workers)
            await Should.ThrowAsync<OperationCanceledException>(worker.WaitAsync(Patience));
        seen.ShouldBeGreaterThanOrEqualTo(10);
    }

    private async Task<WorkKey> TakeAsync() => await _sut.TakeAsync(new CancellationTokenSource(Patience).Token);
}
