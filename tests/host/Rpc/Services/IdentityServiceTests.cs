using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Models;
using CsiHost.Drivers;
using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;

namespace CsiHost.Tests.Rpc.Services;

public sealed class IdentityServiceTests
{
    [Fact]
    public async Task GetPluginInfo_Names_DriverAndVersions()
    {
        await using var sut = new DriverHarness();

        var info = await sut.CallAsync(IdentityMethods.GetPluginInfo, new GetPluginInfoRequest());

        info.Name.ShouldBe(DriverHarness.DriverName);
        info.VendorVersion.ShouldBe("1.2.3");
        info.Manifest.ShouldContainKeyAndValue("plugin", "fake");
        info.Manifest.ShouldContainKeyAndValue("host", "9.9.9");
    }

    [Fact]
    public async Task Probe_BeforeTheFirstReport_IsNotReady()
    {
        await using var sut = new DriverHarness();

        (await sut.CallAsync(IdentityMethods.Probe, new ProbeRequest())).Ready.ShouldBe(false);
    }

    [Fact]
    public async Task Probe_WithoutAReadiness_IsReady()
    {
        await using var sut = new DriverHarness(interfaces: DriverHarness.Without(typeof(IReadiness)));

        (await sut.CallAsync(IdentityMethods.Probe, new ProbeRequest())).Ready.ShouldBe(true);
    }

    [Fact]
    public async Task Probe_OfAnUnhealthyDriver_IsFailedPreconditionWithTheReason()
    {
        await using var sut = new DriverHarness();
        sut.Backend.Report = new ReadinessReport { State = ReadinessState.Unhealthy, Reason = "the disk is gone" };
        sut.Readiness.Start();
        await sut.Time.WhenWaitingAsync(Readiness.PeriodUntilReady);

        var error = await sut.FailAsync(IdentityMethods.Probe, new ProbeRequest());

        error.Code.ShouldBe(StatusCode.FailedPrecondition);
        error.Message.ShouldContain("the disk is gone");
    }

    [Fact]
    public async Task Capabilities_OfTheThreeServices_AreThoseDerived()
    {
        await using var sut = new DriverHarness();

        var plugin = await sut.CallAsync(IdentityMethods.GetPluginCapabilities, new GetPluginCapabilitiesRequest());
        var controller = await sut.CallAsync(ControllerMethods.ControllerGetCapabilities, new ControllerGetCapabilitiesRequest());
        var node = await sut.CallAsync(NodeMethods.NodeGetCapabilities, new NodeGetCapabilitiesRequest());

        plugin.Capabilities.Select(entry => entry.ToString()).ShouldBe(
            ["""{ "service": { "type": "CONTROLLER_SERVICE" } }""", """{ "service": { "type": "VOLUME_ACCESSIBILITY_CONSTRAINTS" } }""",
                """{ "volumeExpansion": { "type": "ONLINE" } }"""]);
        controller.Capabilities.Select(entry => (int)entry.Rpc.Type).ShouldBe([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15]);
        node.Capabilities.Select(entry => (int)entry.Rpc.Type).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Theory]
    [InlineData((int)HostMode.Node)]
    [InlineData((int)HostMode.Controller)]
    public async Task LightCalls_AreServed_InEveryMode(int mode)
    {
        await using var sut = new DriverHarness((HostMode)mode);

        (await sut.CallAsync(IdentityMethods.GetPluginInfo, new GetPluginInfoRequest())).Name.ShouldBe(DriverHarness.DriverName);
        (await sut.CallAsync(ControllerMethods.ControllerGetCapabilities, new ControllerGetCapabilitiesRequest())).Capabilities.Count
            .ShouldBe(mode == (int)HostMode.Controller ? 14 : 0);
        (await sut.CallAsync(NodeMethods.NodeGetCapabilities, new NodeGetCapabilitiesRequest())).Capabilities.Count
            .ShouldBe(mode == (int)HostMode.Node ? 5 : 0);
    }
}
