using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;

namespace CsiHost.Tests.Rpc.Wire;

[Trait("tier", "functional")]
public class DrainTests
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Stop_WaitsForACallThatRuns()
    {
        await using var host = await WireHost.StartAsync(Waiting);
        await using var raw = await host.RawAsync();
        await raw.SendAsync([.. Frames.Headers(1, Hpack.Probe()), .. Frames.Data(1, Frames.EmptyMessage)]);
        await _entered.Task.WaitAsync(Limits.Token);

        var stop = host.StopAsync(Limits.Token);
        await GoAwayAsync(raw);
        stop.IsCompleted.ShouldBeFalse();
        _release.SetResult();

        (await raw.ReplyAsync(1)).Status.ShouldBe("0");
        await stop;
    }

    [Fact]
    public async Task Stop_TakesNoNewConnections()
    {
        await using var host = await WireHost.StartAsync(Waiting);
        await host.StopAsync(Limits.Token);

        await Should.ThrowAsync<System.Net.Sockets.SocketException>(host.RawAsync());
    }

    [Fact]
    public async Task Stop_IdleConnection_IsClosedAtOnceWithAWord()
    {
        await using var host = await WireHost.StartAsync(WireHost.Probe);
        await using var raw = await host.RawAsync();
        await raw.CallAsync(1, Hpack.Probe(), Frames.EmptyMessage);

        var stop = host.StopAsync(Limits.Token);

        await GoAwayAsync(raw);
        while (await raw.FrameAsync() is not null)
        {
        }
        await stop;
    }

    [Fact]
    public async Task Stop_BoundReached_CancelsWhatStillRuns()
    {
        await using var host = await WireHost.StartAsync(Waiting);
        await using var raw = await host.RawAsync();
        await raw.SendAsync([.. Frames.Headers(1, Hpack.Probe()), .. Frames.Data(1, Frames.EmptyMessage)]);
        await _entered.Task.WaitAsync(Limits.Token);

        await host.StopAsync(new CancellationToken(canceled: true));

        await _cancelled.Task.WaitAsync(Limits.Token);
    }

    [Fact]
    public async Task Stop_Twice_IsOnce()
    {
        await using var host = await WireHost.StartAsync(WireHost.Probe);

        await host.StopAsync(Limits.Token);
        await host.StopAsync(Limits.Token);
    }

    private static async Task GoAwayAsync(RawHttp2 raw)
    {
        RawFrame? frame;
        do
        {
            frame = await raw.FrameAsync();
        }
        while (frame is not null && frame.Type != Frames.GoAwayType);
        frame!.Payload[7].ShouldBe((byte)0);
    }

    private UnaryMethod Waiting => IdentityMethods.Probe.Bind(async (_, _, cancellationToken) =>
    {
        _entered.TrySetResult();
        try
        {
            await _release.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _cancelled.TrySetResult();
        }
        return new ProbeResponse();
    });
}
