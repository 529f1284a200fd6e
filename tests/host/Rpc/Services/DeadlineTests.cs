using CsiHost.Pipeline;
using CsiHost.Rpc;

namespace CsiHost.Tests.Rpc.Services;

public sealed class DeadlineTests
{
    private static readonly PipelineOptions TenSeconds = new() { CallTimeout = TimeSpan.FromSeconds(10) };

    [Fact]
    public async Task HostLimit_EndsACall_ThatItsClientWouldWaitFor()
    {
        await using var sut = new DriverHarness(options: TenSeconds);
        sut.Backend.OnCall = (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, sut.Time, token);

        var call = sut.CallAsync(ControllerMethods.CreateVolume.Path, Requests.CreateVolume());
        sut.Time.Advance(TimeSpan.FromSeconds(10));
        var error = await Should.ThrowAsync<CallStatusException>(() => call);

        error.Code.ShouldBe(StatusCode.DeadlineExceeded);
        error.Message.ShouldContain("CreateVolume");
        sut.Pipeline.Locks.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(15, 10)]
    [InlineData(null, 10)]
    public async Task Deadline_OfTheBackend_IsTheSmallerOne(int? clientSeconds, int expectedSeconds)
    {
        await using var sut = new DriverHarness(options: TenSeconds);
        DateTimeOffset? client = clientSeconds is { } seconds ? sut.Time.GetUtcNow().AddSeconds(seconds) : null;

        await sut.CallAsync(NodeMethods.NodePublishVolume.Path, Requests.Publish(), client);

        sut.Mounts.Asked.Single().Call!.Deadline.ShouldBe(sut.Time.GetUtcNow().AddSeconds(expectedSeconds));
    }

    [Theory]
    [InlineData(5, (int)StatusCode.DeadlineExceeded)]
    [InlineData(0, (int)StatusCode.Cancelled)]
    public async Task CancelledToken_IsADeadline_WhenItsTimeHasCome(int waitedSeconds, int expected)
    {
        await using var sut = new DriverHarness();
        using var client = new CancellationTokenSource();
        sut.Backend.OnCall = (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, sut.Time, token);

        var call = sut.CallAsync(ControllerMethods.CreateVolume.Path, Requests.CreateVolume(), sut.Time.GetUtcNow().AddSeconds(5), client.Token);
        sut.Time.Advance(TimeSpan.FromSeconds(waitedSeconds));
        await client.CancelAsync();

        (await Should.ThrowAsync<CallStatusException>(() => call)).Code.ShouldBe((StatusCode)expected);
    }

    [Fact]
    public async Task CallWhoseClientHasGone_NeverReachesTheBackend()
    {
        await using var sut = new DriverHarness();

        var error = await Should.ThrowAsync<CallStatusException>(() =>
            sut.CallAsync(ControllerMethods.CreateVolume.Path, Requests.CreateVolume(), null, new CancellationToken(canceled: true)));

        error.Code.ShouldBe(StatusCode.Cancelled);
        sut.Backend.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task TimeoutInsideABackend_IsInternal()
    {
        await using var sut = new DriverHarness();
        sut.Backend.OnCall = (_, _) => throw new TaskCanceledException("the backend's own client gave up");

        (await sut.FailAsync(ControllerMethods.CreateVolume, Requests.CreateVolume())).Code.ShouldBe(StatusCode.Internal);
    }
}
