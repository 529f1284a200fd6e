using System.Net;
using System.Net.Sockets;
using CsiHost.Cli;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using CsiHost.TestKit.Time;
using CsiHost.Tests.Hosting.Fakes;
using CsiHost.Tests.Rpc;
using Microsoft.Extensions.Logging;

namespace CsiHost.Tests.Hosting;

public sealed class HostStartTests
{
    [Fact]
    public async Task Start_TwoDrivers_EachAnswersOnItsSocket()
    {
        await using var sut = new HostUnderTest(new FakePlugin("a.csi", "b.csi"));

        var addresses = await sut.StartAsync();

        addresses.Sockets.Keys.ShouldBe(["a.csi", "b.csi"]);
        foreach (var driver in addresses.Sockets.Keys)
        {
            using var channel = sut.Channel(driver);
            var info = await channel.CallAsync(IdentityMethods.GetPluginInfo, new GetPluginInfoRequest(), null, Limits.Token);
            info.Name.ShouldBe(driver);
            info.VendorVersion.ShouldBe("1.2.3");
        }

        sut.Log.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task Start_StaleSocketFile_IsReplaced()
    {
        await using var sut = new HostUnderTest(new FakePlugin("a.csi"));
        Directory.CreateDirectory(sut["run", "a.csi"]);
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            // Renamed while it is bound, so that closing it leaves the file, as SIGKILL does.
            dead.Bind(new UnixDomainSocketEndPoint(sut.Socket("a.csi") + "x"));
            File.Move(sut.Socket("a.csi") + "x", sut.Socket("a.csi"));
        }

        File.Exists(sut.Socket("a.csi")).ShouldBeTrue();

        await sut.StartAsync();

        using var channel = sut.Channel("a.csi");
        (await channel.CallAsync(IdentityMethods.GetPluginInfo, new GetPluginInfoRequest(), null, Limits.Token)).Name.ShouldBe("a.csi");
    }

    [Fact]
    public async Task Start_LiveSocket_IsNotStolen()
    {
        await using var sut = new HostUnderTest(new FakePlugin("a.csi"));
        Directory.CreateDirectory(sut["run", "a.csi"]);
        using var live = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        live.Bind(new UnixDomainSocketEndPoint(sut.Socket("a.csi")));
        live.Listen();

        (await sut.RunToEndAsync()).ShouldBe(ExitCode.Endpoint);

        sut.Log.Lines.ShouldContain(line => line.Level == LogLevel.Error && line.Text.Contains("a live process already serves", StringComparison.Ordinal));
        File.Exists(sut.Socket("a.csi")).ShouldBeTrue();
    }

    [Fact]
    public async Task Start_RequiredPluginThrows_EndsBeforeAnySocketOpens()
    {
        var journal = new List<string>();
        var plugin = new FakePlugin("a.csi")
        {
            Lifecycles = [new FakeLifecycle(journal, _ => Task.CompletedTask), new FakeLifecycle(journal, _ => throw new IOException("no disk"))],
        };
        await using var sut = new HostUnderTest(plugin);

        (await sut.RunToEndAsync()).ShouldBe(ExitCode.PluginStart);

        sut.Log.Lines.ShouldContain(line => line.Text.Contains("its start threw IOException: no disk", StringComparison.Ordinal));
        Directory.Exists(sut["run"]).ShouldBeFalse();
        journal.ShouldContain("stop");
    }

    [Fact]
    public async Task Start_RequiredPluginHangs_EndsAfterTheLimit()
    {
        var time = new ManualTimeProvider();
        var reached = new TaskCompletionSource();
        var plugin = new FakePlugin("a.csi")
        {
            Lifecycles = [new FakeLifecycle([], _ =>
            {
                reached.SetResult();
                return new TaskCompletionSource().Task;
            })],
        };
        await using var sut = new HostUnderTest(plugin) { Time = time };
        var ended = sut.RunToEndAsync();
        await reached.Task.WaitAsync(Limits.Wait);

        time.Advance(TimeSpan.FromSeconds(30));

        (await ended).ShouldBe(ExitCode.PluginStart);
        sut.Log.Lines.ShouldContain(line => line.Text.Contains("it did not start within 30 s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_OptionalPluginThrows_ServesTheOthers()
    {
        var broken = new FakePlugin("broken.csi") { Id = "broken", Required = false, Lifecycles = [new FakeLifecycle([], _ => throw new IOException("no disk"))] };
        await using var sut = new HostUnderTest(broken, new FakePlugin("a.csi"));

        var addresses = await sut.StartAsync();

        addresses.Sockets.Keys.ShouldBe(["a.csi"]);
        File.Exists(sut.Socket("broken.csi")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Drivers:a.cis:SocketMode", "0600", "Drivers:a.cis is no driver of a loaded plugin; did you mean 'a.csi'?")]
    [InlineData("Host:Endpoint", "unix:///only.sock", "Host:Endpoint is for one driver and 2 are served; set Drivers:a.csi:Endpoint")]
    public async Task Start_DriversDoNotFit_EndsWithTheConfigurationCode(string key, string value, string error)
    {
        await using var sut = new HostUnderTest(new FakePlugin("a.csi", "b.csi"));
        sut.Settings[key] = value;

        (await sut.RunToEndAsync()).ShouldBe(ExitCode.Configuration);

        sut.Log.Lines.ShouldContain(line => line.Level == LogLevel.Error && line.Text == "configuration: " + error);
    }

    [Fact]
    public async Task Start_MetricsPortTaken_EndsWithTheEndpointCode()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var sut = new HostUnderTest(new FakePlugin("a.csi"));
        sut.Settings["Host:MetricsEndpoint"] = taken.LocalEndpoint.ToString()!;

        (await sut.RunToEndAsync()).ShouldBe(ExitCode.Endpoint);

        File.Exists(sut.Socket("a.csi")).ShouldBeFalse("a start that fails leaves no socket");
    }

    [Fact]
    public async Task Start_HealthAndMetrics_AnswerOverHttp()
    {
        await using var sut = new HostUnderTest(new FakePlugin("a.csi"));
        sut.Settings["Host:HealthEndpoint"] = "127.0.0.1:0";
        sut.Settings["Host:MetricsEndpoint"] = "127.0.0.1:0";
        var addresses = await sut.StartAsync();
        using var client = new HttpClient();

        (await client.GetStringAsync($"http://{addresses.Http[0]}/healthz")).ShouldBe("ok");
        using var metrics = await client.GetAsync($"http://{addresses.Http[1]}/metrics");

        metrics.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        var text = await metrics.Content.ReadAsStringAsync();
        text.ShouldContain("csihost_csi_call_duration_seconds_count{code=\"OK\",driver=\"a.csi\",rpc=\"Probe\"}");
        text.ShouldContain("csihost_plugin_info{contract=\"1.0\",lock=\"\",plugin=\"fake\",version=\"1.2.3\"} 1");
    }

    [Fact]
    public async Task Start_DropInCommandWithoutDriver_ServesNone()
    {
        await using var sut = new HostUnderTest(new FakePlugin("a.csi")) { OnlyPlugin = "fake" };

        (await sut.StartAsync()).Sockets.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_StopAskedMeanwhile_EndsWell()
    {
        var reached = new TaskCompletionSource();
        var plugin = new FakePlugin("a.csi")
        {
            Lifecycles = [new FakeLifecycle([], async token =>
            {
                reached.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            })],
        };
        await using var sut = new HostUnderTest(plugin);
        var ended = sut.RunToEndAsync();
        await reached.Task.WaitAsync(Limits.Wait);

        await sut.StopAsync();

        (await ended).ShouldBe(ExitCode.Ok);
    }
}
