using CsiHost.Abstractions.Errors;
using CsiHost.Pipeline.Locks;

namespace CsiHost.Tests.Pipeline;

public sealed class LockTableTests
{
    private static readonly LockKey Key = new(LockKind.Volume, "v1");
    private static readonly LockKey Shared = new(LockKind.Volume, "v1") { IsShared = true };

    private readonly LockTable _sut = new();

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    public void TryAcquire_OfAHeldLock_SucceedsOnlyWhenBothShare(bool first, bool second, bool expected)
    {
        _sut.TryAcquire(first ? Shared : Key).ShouldBeTrue();

        _sut.TryAcquire(second ? Shared : Key).ShouldBe(expected);
    }

    [Fact]
    public void Release_OfTheLastHolder_LeavesNothing()
    {
        _sut.TryAcquire(Shared);
        _sut.TryAcquire(Shared);

        _sut.Release(Shared);
        _sut.TryAcquire(Key).ShouldBeFalse();
        _sut.Release(Shared);

        _sut.Count.ShouldBe(0);
        _sut.TryAcquire(Key).ShouldBeTrue();
    }

    [Fact]
    public void Kinds_Do_NotMeet()
    {
        foreach (var kind in Enum.GetValues<LockKind>())
            _sut.TryAcquire(new LockKey(kind, "same")).ShouldBeTrue();
        _sut.TryAcquire(new LockKey(LockKind.Volume, "name x")).ShouldBeTrue();
        _sut.TryAcquire(new LockKey(LockKind.VolumeName, "x")).ShouldBeTrue();
    }

    [Fact]
    public async Task AcquireAsync_Waits_InTurn()
    {
        _sut.TryAcquire(Key);
        var second = _sut.AcquireAsync(Key, CancellationToken.None).AsTask();
        var third = _sut.AcquireAsync(Key, CancellationToken.None).AsTask();

        _sut.Release(Key);
        await second;
        third.IsCompleted.ShouldBeFalse();
        _sut.Release(Key);
        await third;
        _sut.Release(Key);

        _sut.Count.ShouldBe(0);
    }

    [Fact]
    public async Task AcquireAsync_Cancelled_IsPassedOver()
    {
        using var cancel = new CancellationTokenSource();
        _sut.TryAcquire(Key);
        var cancelled = _sut.AcquireAsync(Key, cancel.Token).AsTask();
        var patient = _sut.AcquireAsync(Key, CancellationToken.None).AsTask();

        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => cancelled);
        _sut.Release(Key);
        await patient;
        _sut.Release(Key);

        _sut.Count.ShouldBe(0);
    }

    [Fact]
    public async Task CallLocks_Release_EverythingWhenTheCallEnds()
    {
        var first = new CallLocks(_sut);
        first.Acquire(Key);
        first.Acquire("source/a");
        first.Acquire("source/a");
        await first.AcquireAsync("source/b", CancellationToken.None);
        await first.AcquireAsync("source/b", CancellationToken.None);
        var held = _sut.Count;

        first.Dispose();

        (held, _sut.Count).ShouldBe((3, 0));
        Should.Throw<ObjectDisposedException>(() => first.Acquire("source/a"));
    }

    [Fact]
    public void CallLocks_OfAnotherCall_AreAbortedNamingTheKey()
    {
        using var first = new CallLocks(_sut);
        using var second = new CallLocks(_sut);
        first.Acquire("source/fs-1");

        var error = Should.Throw<CsiException>(() => second.Acquire("source/fs-1"));

        (error.Kind, error.Message).ShouldBe((CsiErrorKind.OperationPending, "an operation on source/fs-1 is already running; try again"));
    }

    [Fact]
    public async Task CallLocks_EndedWhileWaiting_GiveTheLockBack()
    {
        using var first = new CallLocks(_sut);
        var second = new CallLocks(_sut);
        first.Acquire("source/x");
        var waiting = second.AcquireAsync("source/x", CancellationToken.None).AsTask();

        second.Dispose();
        first.Dispose();

        await Should.ThrowAsync<ObjectDisposedException>(() => waiting);
        _sut.Count.ShouldBe(0);
    }

    [Fact]
    public async Task ManyCalls_OnOneKey_NeverOverlap()
    {
        var (running, most, done) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(async () =>
        {
            using var locks = new CallLocks(_sut);
            await locks.AcquireAsync("one", CancellationToken.None);
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            Interlocked.Increment(ref done);
        })));

        (most, done, _sut.Count).ShouldBe((1, 1000, 0));
    }
}
