using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;

namespace CsiHost.Tests.Rpc.Services;

/// <summary>The services behind a real socket.</summary>
[Trait("tier", "functional")]
public sealed class DriverSocketTests
{
    [Fact]
    public async Task Client_Gets_AnswersAndErrorsOverTheSocket()
    {
        await using var driver = new DriverHarness();
        await using var host = await WireHost.StartAsync([.. driver.Services.Paths.Select(path => driver.Services.Find(path)!)]);
        using var channel = host.Channel();

        var info = await channel.CallAsync(IdentityMethods.GetPluginInfo, new GetPluginInfoRequest(), null, Limits.Token);
        var created = await channel.CallAsync(ControllerMethods.CreateVolume, Requests.CreateVolume(), TimeSpan.FromSeconds(30), Limits.Token);
        var error = await Should.ThrowAsync<CallStatusException>(async () =>
            await channel.CallAsync(NodeMethods.NodePublishVolume, new NodePublishVolumeRequest(), null, Limits.Token));

        info.Name.ShouldBe(DriverHarness.DriverName);
        created.Volume.VolumeId.ShouldBe("v1");
        (error.Code, error.Message).ShouldBe((StatusCode.InvalidArgument, "volume_id is required"));
    }

    [Fact]
    public async Task ClientThatGoesAway_CancelsTheCall_AndItsLocksAreFreed()
    {
        await using var driver = new DriverHarness();
        await using var host = await WireHost.StartAsync([.. driver.Services.Paths.Select(path => driver.Services.Find(path)!)]);
        using var channel = host.Channel();
        var entered = new TaskCompletionSource();
        var left = new TaskCompletionSource();
        driver.Backend.OnCall = async (_, token) =>
        {
            entered.TrySetResult();
            using var registration = token.Register(() => left.TrySetResult());
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        };
        using var client = new CancellationTokenSource();

        var call = channel.CallAsync(ControllerMethods.CreateVolume, Requests.CreateVolume(), null, client.Token).AsTask();
        await entered.Task.WaitAsync(Limits.Token);
        await client.CancelAsync();
        await left.Task.WaitAsync(Limits.Token);
        await driver.Pipeline.Gate.StopAsync().WaitAsync(Limits.Token);

        (await Should.ThrowAsync<CallStatusException>(() => call)).Code.ShouldBe(StatusCode.Cancelled);
        driver.Pipeline.Locks.Count.ShouldBe(0);
    }
}
