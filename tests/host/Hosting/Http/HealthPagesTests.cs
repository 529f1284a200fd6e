using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Models;
using CsiHost.Hosting.Http;
using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;
using CsiHost.Tests.Rpc;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace CsiHost.Tests.Hosting.Http;

public sealed class HealthPagesTests
{
    public static TheoryData<string, int, string, int, string> Drivers => new()
    {
        { "ready", 200, "ok", 200, "ok" },
        { "silent", 200, "ok", 200, "ok" },
        { "starting", 200, "ok", 500, "a.csi: not ready yet\n" },
        { "broken", 500, "a.csi: FailedPrecondition: the disk is gone\n", 500, "a.csi: FailedPrecondition: the disk is gone\n" },
    };

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Pages_DriversProbe_DecidesTheAnswer(string state, int health, string healthText, int ready, string readyText)
    {
        await using var driver = await WireHost.StartAsync(Probe(state));
        var sut = Pages(("a.csi", driver.Endpoint.SocketPath));

        (await sut.HealthAsync(Limits.Token)).ShouldBe(new HttpReply(health, healthText));
        (await sut.ReadyAsync(Limits.Token)).ShouldBe(new HttpReply(ready, readyText));
    }

    [Fact]
    public async Task Health_OneSocketGone_NamesThatDriver()
    {
        await using var driver = await WireHost.StartAsync(Probe("ready"));
        var sut = Pages(("a.csi", driver.Endpoint.SocketPath), ("b.csi", "/nowhere/csi.sock"));

        var reply = await sut.HealthAsync(Limits.Token);

        reply.Status.ShouldBe(500);
        reply.Body.ShouldStartWith("b.csi: Unavailable: ");
        reply.Body.ShouldNotContain("a.csi");
    }

    [Theory]
    [InlineData(ReadinessState.Ready, 200, 200)]
    [InlineData(ReadinessState.Starting, 200, 500)]
    [InlineData(ReadinessState.Unhealthy, 500, 500)]
    public async Task Pages_ServiceWithoutDriver_DecidesTheAnswer(ReadinessState state, int health, int ready)
    {
        var service = Substitute.For<IReadiness>();
        service.CheckAsync(default).ReturnsForAnyArgs(new ReadinessReport { State = state, Reason = "caches" });
        var sut = new HealthPages(new Dictionary<string, CsiEndpoint>(), TimeProvider.System, [("a-plugin", service)]);

        (await sut.HealthAsync(Limits.Token)).Status.ShouldBe(health);
        var reply = await sut.ReadyAsync(Limits.Token);
        reply.Status.ShouldBe(ready);
        reply.Body.ShouldBe(ready == 200 ? "ok" : "a-plugin: caches\n");
    }

    [Fact]
    public async Task Health_ServiceThrows_SaysWhy()
    {
        var service = Substitute.For<IReadiness>();
        service.CheckAsync(default).ThrowsAsyncForAnyArgs(new InvalidOperationException("no cache"));
        var sut = new HealthPages(new Dictionary<string, CsiEndpoint>(), TimeProvider.System, [("a-plugin", service)]);

        (await sut.HealthAsync(Limits.Token)).ShouldBe(new HttpReply(500, "a-plugin: no cache\n"));
    }

    private static HealthPages Pages(params (string Name, string Path)[] drivers) =>
        new(drivers.ToDictionary(driver => driver.Name, driver => CsiEndpoint.Parse(driver.Path)), TimeProvider.System);

    private static UnaryMethod Probe(string state) => IdentityMethods.Probe.Bind((_, _, _) => state switch
    {
        "broken" => throw new CallStatusException(StatusCode.FailedPrecondition, "the disk is gone"),
        "silent" => ValueTask.FromResult(new ProbeResponse()),
        _ => ValueTask.FromResult(new ProbeResponse { Ready = state == "ready" }),
    });
}
