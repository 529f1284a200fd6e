using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Client;
using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;
using CsiHost.TestKit.Fakes;
using CsiHost.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsiHost.Tests.Rpc.Client;

[Trait("tier", "functional")]
public sealed class CsiChannelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Call_NobodyThere_IsUnavailableAndNamesTheSocket()
    {
        using var sut = Channel();

        var failure = await FailAsync(sut, Limits.Wait);

        failure.Code.ShouldBe(StatusCode.Unavailable);
        failure.Message.ShouldContain(_folder["csi.sock"]);
    }

    [Fact]
    public async Task Call_ServerCameLater_Connects()
    {
        using var sut = Channel();
        await FailAsync(sut, Limits.Wait);
        await using var server = await StartAsync(WireHost.Probe);

        (await ProbeAsync(sut)).Ready.ShouldBe(true);
    }

    [Fact]
    public async Task Call_ServerRestarted_ConnectsAnew()
    {
        using var sut = Channel();
        for (var time = 0; time < 3; time++)
        {
            await using var server = await StartAsync(WireHost.Probe);
            (await ProbeAsync(sut)).Ready.ShouldBe(true);
        }
    }

    [Fact]
    public async Task Call_DeadlinePasses_EndsAtTheClientWhateverTheServerDoes()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource<ProbeResponse>();
        await using var server = await StartAsync(IdentityMethods.Probe.Bind((_, _, _) =>
        {
            entered.SetResult();
            return new ValueTask<ProbeResponse>(release.Task);
        }));
        var clock = new ManualTimeProvider();
        using var sut = new CsiChannel(CsiEndpoint.Parse(_folder["csi.sock"]), clock);

        var call = FailAsync(sut, TimeSpan.FromHours(1));
        await entered.Task.WaitAsync(Limits.Token);
        clock.Advance(TimeSpan.FromHours(1));

        (await call).Code.ShouldBe(StatusCode.DeadlineExceeded);
        release.SetResult(new ProbeResponse());
    }

    [Fact]
    public async Task Call_ReplyOverTheLimit_IsResourceExhausted()
    {
        var large = new ListVolumesResponse { NextToken = new string('t', 5_000_000) };
        await using var server = await StartAsync(ControllerMethods.ListVolumes.Bind((_, _, _) => ValueTask.FromResult(large)));
        using var sut = Channel();

        var failure = await Should.ThrowAsync<CallStatusException>(
            sut.CallAsync(ControllerMethods.ListVolumes, new ListVolumesRequest(), Limits.Wait, Limits.Token).AsTask());

        failure.Code.ShouldBe(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task Call_ReplyOfAnotherType_IsInternal()
    {
        await using var server = await StartAsync(IdentityMethods.GetPluginInfo.Bind((_, _, _) =>
            ValueTask.FromResult(new GetPluginInfoResponse { Name = "\n\u0005" })));
        using var sut = Channel();
        var wrong = new UnaryMethodDescriptor<GetPluginInfoRequest, ListVolumesResponse>(
            IdentityMethods.GetPluginInfo.Path, GetPluginInfoRequest.Parser, ListVolumesResponse.Parser);

        var failure = await Should.ThrowAsync<CallStatusException>(sut.CallAsync(wrong, new GetPluginInfoRequest(), Limits.Wait, Limits.Token).AsTask());

        failure.Code.ShouldBe(StatusCode.Internal);
    }

    private CsiChannel Channel() => new(CsiEndpoint.Parse("unix://" + _folder["csi.sock"]), TimeProvider.System);

    private async Task<WireServer> StartAsync(params UnaryMethod[] methods)
    {
        var endpoint = new WireEndpoint { SocketPath = _folder["csi.sock"], Tag = "x", Services = new UnaryServiceTable(methods) };
        var server = new WireServer([endpoint], TimeProvider.System, NullLoggerFactory.Instance);
        await server.StartAsync(Limits.Token);
        return server;
    }

    private static async Task<ProbeResponse> ProbeAsync(CsiChannel sut) =>
        await sut.CallAsync(IdentityMethods.Probe, new ProbeRequest(), Limits.Wait, Limits.Token);

    private static Task<CallStatusException> FailAsync(CsiChannel sut, TimeSpan timeout) => Should.ThrowAsync<CallStatusException>(
        sut.CallAsync(IdentityMethods.Probe, new ProbeRequest(), timeout, Limits.Token).AsTask());
}
