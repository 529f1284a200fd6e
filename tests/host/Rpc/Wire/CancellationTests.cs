using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;
using CsiHost.TestKit.Time;

namespace CsiHost.Tests.Rpc.Wire;

[Trait("tier", "functional")]
public class CancellationTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly TaskCompletionSource<CancellationToken> _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Call_DeadlinePasses_CancelsTheWorkAndAnswers()
    {
        await using var host = await WireHost.StartAsync(_clock, Waiting);
        await using var raw = await host.RawAsync();

        await raw.SendAsync(Request("5S"));
        await _entered.Task.WaitAsync(Limits.Token);
        _clock.Advance(TimeSpan.FromSeconds(5));

        (await raw.ReplyAsync(1)).Status.ShouldBe("4");
        await _cancelled.Task.WaitAsync(Limits.Token);
    }

    [Fact]
    public async Task Call_DeadlineNotReached_GoesOn()
    {
        await using var host = await WireHost.StartAsync(_clock, Waiting);
        await using var raw = await host.RawAsync();

        await raw.SendAsync(Request("5S"));
        var token = await _entered.Task.WaitAsync(Limits.Token);
        _clock.Advance(TimeSpan.FromSeconds(4.9));

        token.IsCancellationRequested.ShouldBeFalse();
    }

    [Theory]
    [InlineData("0n")]
    [InlineData("0S")]
    public async Task Call_DeadlineAlreadyOver_IsNotStarted(string timeout)
    {
        await using var host = await WireHost.StartAsync(_clock, Waiting);
        await using var raw = await host.RawAsync();

        await raw.SendAsync(Request(timeout));

        (await raw.ReplyAsync(1)).Status.ShouldBe("4");
        _entered.Task.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Call_DeadlinePassesBeforeTheMessageCame_IsAnswered()
    {
        await using var host = await WireHost.StartAsync(_clock, WireHost.Probe);
        await using var raw = await host.RawAsync();

        await raw.SendAsync([.. Frames.Headers(1, Hpack.Probe(Hpack.Field("grpc-timeout", "5S"))), .. Frames.Data(1, [0], flags: 0)]);
        await _clock.WaitForTimersAsync(1, Limits.Token);
        _clock.Advance(TimeSpan.FromSeconds(5));

        (await raw.ReplyAsync(1)).Status.ShouldBe("4");
    }

    [Fact]
    public async Task Call_ForAsLongAsTimeoutsCanSay_HasADeadlineButNoTimer()
    {
        DateTimeOffset? seen = null;
        await using var host = await WireHost.StartAsync(_clock, IdentityMethods.Probe.Bind((_, call, _) =>
        {
            seen = call.Deadline;
            return ValueTask.FromResult(new ProbeResponse());
        }));
        await using var raw = await host.RawAsync();

        (await raw.CallAsync(1, Hpack.Probe(Hpack.Field("grpc-timeout", "99999999H")), Frames.EmptyMessage)).Status.ShouldBe("0");

        seen.ShouldBe(DateTimeOffset.MaxValue);
    }

    [Fact]
    public async Task Call_ResetByTheClient_CancelsTheWorkAndLeavesTheConnection()
    {
        await using var host = await WireHost.StartAsync(_clock, Waiting, NodeMethods.NodeGetInfo.Bind((_, _, _) => ValueTask.FromResult(new NodeGetInfoResponse())));
        await using var raw = await host.RawAsync();

        await raw.SendAsync(Request("5S"));
        await _entered.Task.WaitAsync(Limits.Token);
        await raw.SendAsync(Frames.Reset(1, code: 8));

        await _cancelled.Task.WaitAsync(Limits.Token);
        (await raw.CallAsync(3, Hpack.Call(NodeMethods.NodeGetInfo.Path), Frames.EmptyMessage)).Status.ShouldBe("0");
    }

    [Fact]
    public async Task Call_ConnectionLost_CancelsTheWork()
    {
        await using var host = await WireHost.StartAsync(_clock, Waiting);
        await using (var raw = await host.RawAsync())
        {
            await raw.SendAsync(Request("5S"));
            await _entered.Task.WaitAsync(Limits.Token);
        }

        await _cancelled.Task.WaitAsync(Limits.Token);
    }

    [Fact]
    public async Task Call_CancelledByItsCaller_IsCancelledOnBothSides()
    {
        await using var host = await WireHost.StartAsync(_clock, Waiting);
        using var channel = host.Channel();
        using var patience = new CancellationTokenSource();

        var call = channel.CallAsync(IdentityMethods.Probe, new ProbeRequest(), null, patience.Token).AsTask();
        await _entered.Task.WaitAsync(Limits.Token);
        await patience.CancelAsync();

        (await Should.ThrowAsync<CallStatusException>(call)).Code.ShouldBe(StatusCode.Cancelled);
        await _cancelled.Task.WaitAsync(Limits.Token);
    }

    private static byte[] Request(string timeout) =>
        [.. Frames.Headers(1, Hpack.Probe(Hpack.Field("grpc-timeout", timeout))), .. Frames.Data(1, Frames.EmptyMessage)];

    private UnaryMethod Waiting => IdentityMethods.Probe.Bind(async (_, _, cancellationToken) =>
    {
        _entered.TrySetResult(cancellationToken);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancellationToken);
        }
        finally
        {
            _cancelled.TrySetResult();
        }
        return new ProbeResponse();
    });
}
