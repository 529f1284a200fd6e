using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;
using CsiHost.TestKit.Fakes;
using CsiHost.TestKit.Time;
using Microsoft.Extensions.Logging;

namespace CsiHost.Tests.Rpc.Wire;

/// <summary>Calls as a well-behaved client makes them, over a real socket.</summary>
[Trait("tier", "functional")]
public class WireCallTests
{
    [Fact]
    public async Task Call_Answered_GivesTheMessage()
    {
        await using var host = await WireHost.StartAsync(WireHost.Probe);
        using var channel = host.Channel();

        var reply = await channel.CallAsync(IdentityMethods.Probe, new ProbeRequest(), Limits.Wait, Limits.Token);

        reply.Ready.ShouldBe(true);
    }

    [Fact]
    public async Task Call_CarriesMethodTagAndDeadline()
    {
        var clock = new ManualTimeProvider();
        WireCall? seen = null;
        await using var host = await WireHost.StartAsync(clock, IdentityMethods.Probe.Bind((_, call, _) =>
        {
            seen = call;
            return ValueTask.FromResult(new ProbeResponse());
        }));
        using var channel = host.Channel();

        await channel.CallAsync(IdentityMethods.Probe, new ProbeRequest(), TimeSpan.FromSeconds(9), Limits.Token);

        seen.ShouldBe(new WireCall { Method = "/csi.v1.Identity/Probe", Tag = "test.csi", Deadline = clock.GetUtcNow().AddSeconds(9) });
    }

    [Fact]
    public async Task Call_WithoutTimeout_HasNoDeadline()
    {
        DateTimeOffset? seen = DateTimeOffset.MinValue;
        await using var host = await WireHost.StartAsync(IdentityMethods.Probe.Bind((_, call, _) =>
        {
            seen = call.Deadline;
            return ValueTask.FromResult(new ProbeResponse());
        }));
        using var channel = host.Channel();

        await channel.CallAsync(IdentityMethods.Probe, new ProbeRequest(), null, Limits.Token);

        seen.ShouldBeNull();
    }

    [Theory]
    [InlineData(5, "volume 卷 größe 100%\n is gone")]
    [InlineData(10, "busy")]
    [InlineData(16, " ")]
    public async Task Call_HandlerThrowsStatus_GivesCodeAndMessage(int code, string message)
    {
        await using var host = await WireHost.StartAsync(Failing(new CallStatusException((StatusCode)code, message)));

        var failure = await FailAsync(host);

        ((int)failure.Code).ShouldBe(code);
        failure.Message.ShouldBe(message);
    }

    [Fact]
    public async Task Call_HandlerThrowsStatusWithoutMessage_StillHasOne()
    {
        await using var host = await WireHost.StartAsync(Failing(new CallStatusException(StatusCode.NotFound, "")));

        (await FailAsync(host)).Message.ShouldBe("NotFound");
    }

    [Fact]
    public async Task Call_HandlerThrowsAnythingElse_IsInternalAndTellsNothing()
    {
        using var log = new LogCapture();
        await using var host = await WireHost.StartAsync(log, Failing(new InvalidOperationException("password=hunter2")));

        var failure = await FailAsync(host);

        failure.Code.ShouldBe(StatusCode.Internal);
        failure.Message.ShouldNotContain("hunter2");
        log.Lines.Where(line => line.Level >= LogLevel.Error).ShouldHaveSingleItem().Text.ShouldContain("/csi.v1.Identity/Probe");
    }

    [Fact]
    public async Task Call_HandlerCancelsItself_IsCancelled()
    {
        await using var host = await WireHost.StartAsync(Failing(new OperationCanceledException()));

        (await FailAsync(host)).Code.ShouldBe(StatusCode.Cancelled);
    }

    [Fact]
    public async Task Call_UnknownMethod_IsUnimplementedAndNamesIt()
    {
        await using var host = await WireHost.StartAsync(WireHost.Probe);
        using var channel = host.Channel();

        var failure = await Should.ThrowAsync<CallStatusException>(
            channel.CallAsync(NodeMethods.NodeGetInfo, new NodeGetInfoRequest(), Limits.Wait, Limits.Token).AsTask());

        failure.Code.ShouldBe(StatusCode.Unimplemented);
        failure.Message.ShouldContain("/csi.v1.Node/NodeGetInfo");
    }

    [Fact]
    public async Task Call_LargeMessages_GoBothWays()
    {
        await using var host = await WireHost.StartAsync(Echo);
        using var channel = host.Channel();
        var request = new ValidateVolumeCapabilitiesRequest { VolumeId = new string('v', 3_900_000) };

        var reply = await channel.CallAsync(ControllerMethods.ValidateVolumeCapabilities, request, Limits.Wait, Limits.Token);

        reply.Message.ShouldBe(request.VolumeId);
    }

    [Fact]
    public async Task Call_ManyLargeAtOnce_AllEnd()
    {
        await using var host = await WireHost.StartAsync(Echo);
        using var channel = host.Channel();
        var request = new ValidateVolumeCapabilitiesRequest { VolumeId = new string('v', 700_000) };

        var calls = Enumerable.Range(0, 24).Select(_ =>
            channel.CallAsync(ControllerMethods.ValidateVolumeCapabilities, request, Limits.Wait, Limits.Token).AsTask());

        (await Task.WhenAll(calls)).ShouldAllBe(reply => reply.Message.Length == 700_000);
    }

    [Fact]
    public async Task Call_OverTheLimit_IsResourceExhausted()
    {
        await using var host = await WireHost.StartAsync(Echo);
        using var channel = host.Channel();
        var request = new ValidateVolumeCapabilitiesRequest { VolumeId = new string('v', RequestReader.MaxMessageBytes) };

        var failure = await Should.ThrowAsync<CallStatusException>(
            channel.CallAsync(ControllerMethods.ValidateVolumeCapabilities, request, Limits.Wait, Limits.Token).AsTask());

        failure.Code.ShouldBe(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task Call_TwoThousandAtOnce_AllRunTogether()
    {
        using var all = new CountdownEvent(2000);
        var together = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await WireHost.StartAsync(IdentityMethods.Probe.Bind(async (_, _, cancellationToken) =>
        {
            if (all.Signal())
                together.SetResult();
            await together.Task.WaitAsync(cancellationToken);
            return new ProbeResponse();
        }));
        using var channel = host.Channel();

        var calls = Enumerable.Range(0, 2000).Select(_ => channel.CallAsync(IdentityMethods.Probe, new ProbeRequest(), Limits.Wait, Limits.Token).AsTask());

        (await Task.WhenAll(calls)).Length.ShouldBe(2000);
    }

    private static UnaryMethod Echo { get; } = ControllerMethods.ValidateVolumeCapabilities.Bind(
        (request, _, _) => ValueTask.FromResult(new ValidateVolumeCapabilitiesResponse { Message = request.VolumeId }));

    private static UnaryMethod Failing(Exception exception) => IdentityMethods.Probe.Bind((_, _, _) => throw exception);

    private static async Task<CallStatusException> FailAsync(WireHost host)
    {
        using var channel = host.Channel();
        return await Should.ThrowAsync<CallStatusException>(
            channel.CallAsync(IdentityMethods.Probe, new ProbeRequest(), Limits.Wait, Limits.Token).AsTask());
    }
}
