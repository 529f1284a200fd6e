using CsiHost.Mounts;

namespace CsiHost.Tests.Mounts;

[Trait("tier", "unit")]
public sealed class SharedCallsTests
{
    [Fact]
    public async Task Join_WhileOneRuns_SharesItAndNeverAFinishedOne()
    {
        var sut = new SharedCalls<string, int>();
        var first = new TaskCompletionSource<int>();
        var started = 0;
        Task<int> Start(Task<int> call) => sut.Join("key", () =>
        {
            started++;
            return call;
        });

        var one = Start(first.Task);
        var two = Start(Task.FromResult(0));
        sut.Join("other", () => Task.FromResult(9)).ShouldNotBe(one);
        first.SetResult(1);
        (await one, await two, started).ShouldBe((1, 1, 1));

        // Many rounds: a finished call may not have been forgotten yet when the next one begins.
        for (var round = 2; round < 2000; round++)
            (await Start(Task.FromResult(round))).ShouldBe(round);
    }
}
