using CsiHost.Rpc;
using CsiHost.Rpc.Client;
using CsiHost.Rpc.Proto;
using CsiHost.Tests.Hosting.Fakes;
using CsiHost.Tests.Rpc;
using Microsoft.Extensions.Logging;

namespace CsiHost.Tests.Hosting;

public sealed class RegistrationTests
{
    [Fact]
    public async Task Registration_AskedAsKubeletAsks_NamesDriverAndSocket()
    {
        await using var sut = new HostUnderTest(new FakePlugin("a.csi"));
        sut.Settings["Host:RegistrationDirectory"] = sut["reg"];
        sut.Settings["Drivers:a.csi:KubeletEndpoint"] = "/var/lib/kubelet/plugins/a.csi/csi.sock";
        await sut.StartAsync();
        await using var kubelet = await RawHttp2.ConnectAsync(sut["reg", "a.csi-reg.sock"]);

        // kubelet's watcher sends the escaped path of the socket as its authority, which an HTTP server may refuse.
        var authority = Uri.EscapeDataString(sut["reg", "a.csi-reg.sock"]);
        var headers = Hpack.Call("/pluginregistration.Registration/GetInfo");
        headers = [.. Hpack.Indexed(Hpack.Indexing, 1, Hpack.Plain(authority)), .. headers];
        var reply = await kubelet.CallAsync(1, headers, Frames.EmptyMessage);

        reply.Reset.ShouldBeNull();
        var info = PluginInfo.Parser.ParseFrom(reply.Body.AsSpan(5));
        info.Type.ShouldBe("CSIPlugin");
        info.Name.ShouldBe("a.csi");
        info.Endpoint.ShouldBe("/var/lib/kubelet/plugins/a.csi/csi.sock");
        info.SupportedVersions.ShouldBe(["1.0.0"]);
    }

    [Theory]
    [InlineData(true, "", LogLevel.Information, "kubelet has registered driver a.csi")]
    [InlineData(false, "no such node", LogLevel.Error, "kubelet did not register driver a.csi: no such node")]
    public async Task Notify_Outcome_IsLogged(bool registered, string error, LogLevel level, string line)
    {
        await using var sut = new HostUnderTest(new FakePlugin("a.csi"));
        sut.Settings["Host:RegistrationDirectory"] = sut["reg"];
        await sut.StartAsync();
        using var kubelet = new CsiChannel(CsiEndpoint.Parse(sut["reg", "a.csi-reg.sock"]), TimeProvider.System);

        var status = new RegistrationStatus { PluginRegistered = registered, Error = error };
        await kubelet.CallAsync(RegistrationMethods.NotifyRegistrationStatus, status, null, Limits.Token);

        sut.Log.Lines.ShouldContain(entry => entry.Level == level && entry.Text == line);
    }

    [Fact]
    public async Task Stop_Registration_RemovesTheSocketSoThatKubeletForgetsTheDriver()
    {
        await using var sut = new HostUnderTest(new FakePlugin("a.csi"));
        sut.Settings["Host:RegistrationDirectory"] = sut["reg"];
        await sut.StartAsync();
        File.Exists(sut["reg", "a.csi-reg.sock"]).ShouldBeTrue();

        await sut.StopAsync();
        await sut.Ended.WaitAsync(Limits.Wait);

        File.Exists(sut["reg", "a.csi-reg.sock"]).ShouldBeFalse();
    }

    [Fact]
    public async Task Start_ControllerMode_RegistersNothing()
    {
        await using var sut = new HostUnderTest(new FakePlugin("a.csi"));
        sut.Settings["Host:RegistrationDirectory"] = sut["reg"];
        sut.Settings["Host:Mode"] = "controller";

        await sut.StartAsync();

        Directory.Exists(sut["reg"]).ShouldBeFalse();
    }
}
