using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Mounts;
using CsiHost.TestKit.Fakes;

namespace CsiHost.TestKit.Tests;

public sealed class FakeTests
{
    [Fact]
    public async Task Locks_HeldByAnotherCall_AbortOrWait()
    {
        var locks = new InMemoryLocks();
        using var first = locks.Begin();
        using var second = locks.Begin();
        first.Acquire("key");
        first.Acquire("key");

        Should.Throw<CsiException>(() => second.Acquire("key")).Kind.ShouldBe(CsiErrorKind.OperationPending);
        var waiting = second.AcquireAsync("key", CancellationToken.None).AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        first.Dispose();

        await waiting;
    }

    [Fact]
    public async Task Mounter_BindOfABind_HasTheFirstSource()
    {
        var sut = new FakeMounter();
        await sut.BindAsync(new BindMountStep { Source = "/data/volume", Target = "/staging" }, CancellationToken.None);
        await sut.BindAsync(new BindMountStep { Source = "/staging", Target = "/target", ReadOnly = true }, CancellationToken.None);

        var entry = sut.Table.Find("/target").ShouldNotBeNull();

        entry.Root.ShouldBe("/data/volume");
        entry.IsReadOnly.ShouldBeTrue();
        await sut.UnmountAsync("/target", UnmountPolicy.Default, CancellationToken.None);
        sut.Table.Find("/target").ShouldBeNull();
    }

    [Fact]
    public async Task StateStore_Document_IsACopy()
    {
        var sut = new InMemoryStateStore();
        var content = new byte[] { 1 };
        await sut.WriteAsync("name", content, CancellationToken.None);
        content[0] = 2;

        (await sut.ReadAsync("name", CancellationToken.None)).ShouldBe([1]);
        (await sut.ListAsync(CancellationToken.None)).ShouldBe(["name"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".hidden")]
    [InlineData("a/b")]
    [InlineData("ü")]
    public async Task StateStore_BadName_IsRefused(string name) =>
        await Should.ThrowAsync<ArgumentException>(async () => await new InMemoryStateStore().ReadAsync(name, CancellationToken.None));

    [Fact]
    public async Task LeaderElection_LeaseLost_BeginsTheWorkAgain()
    {
        var sut = new FakeLeaderElection();
        var runs = 0;
        var second = new TaskCompletionSource();
        var first = new TaskCompletionSource();

        var running = sut.RunAsync("default", "lease", WorkAsync, CancellationToken.None);
        await first.Task;
        await sut.LoseAsync();
        await second.Task;
        await running;

        sut.Leases.ShouldBe(["default/lease"]);

        async Task WorkAsync(CancellationToken cancellationToken)
        {
            if (++runs == 2)
            {
                second.SetResult();
                return;
            }

            first.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
    }
}
