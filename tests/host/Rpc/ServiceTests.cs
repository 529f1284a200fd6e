using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Client;
using CsiHost.Rpc.Proto;

namespace CsiHost.Tests.Rpc;

/// <summary>The two services beside CSI, over a real socket.</summary>
[Trait("tier", "functional")]
public class ServiceTests
{
    [Theory]
    [InlineData("", true, 1)]
    [InlineData("csi.v1.Node", false, 2)]
    public async Task Health_KnownService_TellsItsState(string service, bool serving, int status)
    {
        await using var host = await WireHost.StartAsync(new HealthService(name => name == service ? serving : null).Methods);
        using var channel = host.Channel();

        var reply = await channel.CallAsync(HealthMethods.Check, new HealthCheckRequest { Service = service }, Limits.Wait, Limits.Token);

        ((int)reply.Status).ShouldBe(status);
    }

    [Fact]
    public async Task Health_UnknownService_IsNotFoundAndNamed()
    {
        await using var host = await WireHost.StartAsync(new HealthService(_ => null).Methods);
        using var channel = host.Channel();

        var failure = await Should.ThrowAsync<CallStatusException>(
            channel.CallAsync(HealthMethods.Check, new HealthCheckRequest { Service = "x.Y" }, Limits.Wait, Limits.Token).AsTask());

        failure.Code.ShouldBe(StatusCode.NotFound);
        failure.Message.ShouldContain("x.Y");
    }

    [Fact]
    public async Task Registration_GetInfo_TellsTheKubeletWhoAndWhere()
    {
        await using var host = await WireHost.StartAsync(Service([]).Methods);
        using var channel = host.Channel();

        var info = await channel.CallAsync(RegistrationMethods.GetInfo, new InfoRequest(), Limits.Wait, Limits.Token);

        info.ShouldBe(new PluginInfo
        {
            Type = "CSIPlugin",
            Name = "efs.csi.aws.com",
            Endpoint = "/var/lib/kubelet/plugins/efs.csi.aws.com/csi.sock",
            SupportedVersions = { "1.0.0" },
        });
    }

    [Fact]
    public async Task Registration_Notify_ReachesTheHostEachTime()
    {
        var heard = new List<string?>();
        await using var host = await WireHost.StartAsync(Service(heard).Methods);
        using var channel = host.Channel();

        await NotifyAsync(channel, new RegistrationStatus { Error = "node not found" });
        await NotifyAsync(channel, new RegistrationStatus());
        await NotifyAsync(channel, new RegistrationStatus { PluginRegistered = true });

        heard.ShouldBe(["node not found", "the kubelet gave no reason", null]);
    }

    private static async Task NotifyAsync(CsiChannel channel, RegistrationStatus status) =>
        await channel.CallAsync(RegistrationMethods.NotifyRegistrationStatus, status, Limits.Wait, Limits.Token);

    private static RegistrationService Service(List<string?> heard) => new(
        new Registration { DriverName = "efs.csi.aws.com", Endpoint = "/var/lib/kubelet/plugins/efs.csi.aws.com/csi.sock" },
        heard.Add);
}
