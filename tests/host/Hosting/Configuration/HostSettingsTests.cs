using CsiHost.Abstractions.Commands;
using CsiHost.Cli;
using CsiHost.Drivers;
using CsiHost.Hosting.Configuration;
using Microsoft.Extensions.Logging;

namespace CsiHost.Tests.Hosting.Configuration;

public sealed class HostSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("csi-settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_NothingGiven_IsTheEmbeddedDefault()
    {
        var settings = Read([]);

        settings.Host.Mode.ShouldBe(HostMode.All);
        settings.Host.NodeId.ShouldNotBeNull().Value.ShouldBe(Environment.MachineName);
        settings.Host.NodeName.ShouldBeNull();
        settings.Host.StateDirectory.ShouldBe("/var/lib/csi-host");
        settings.Host.SocketDirectory.ShouldBe("/run/csi-host");
        settings.Host.PluginDirectory.ShouldEndWith("/plugins");
        settings.Host.RegistrationDirectory.ShouldBeNull();
        settings.Host.HealthEndpoint.ShouldBeNull();
        settings.Host.StartTimeout.ShouldBe(TimeSpan.FromSeconds(30));
        settings.Host.ShutdownTimeout.ShouldBe(TimeSpan.FromSeconds(25));
        settings.Drivers.ShouldBeEmpty();
        settings.Logging.ShouldBe(new LoggingOptions { Modules = settings.Logging.Modules });
    }

    [Fact]
    public void Read_FileEnvironmentAndFlag_FlagWinsOverEnvironmentOverFile()
    {
        var file = Write("""{ "Host": { "NodeId": "file", "NodeName": "file", "StateDirectory": "/file" }, }""");

        var settings = Read(
            ["--config", file, "--node-id=flag"],
            new() { ["CSIHOST__Host__NodeId"] = "env", ["CSIHOST__HOST__NODENAME"] = "env" });

        settings.Host.NodeId.ShouldNotBeNull().Value.ShouldBe("flag");
        settings.Host.NodeName.ShouldBe("env");
        settings.Host.StateDirectory.ShouldBe("/file");
    }

    [Fact]
    public void Read_TwoFiles_LaterWins()
    {
        var first = Write("""{ "Host": { "NodeId": "one", "NodeName": "one" } }""");
        var second = Write("""{ "Host": { "NodeId": "two" } }""");

        var settings = Read(["--config", first, "--config", second]);

        settings.Host.NodeId.ShouldNotBeNull().Value.ShouldBe("two");
        settings.Host.NodeName.ShouldBe("one");
    }

    [Fact]
    public void Read_EveryHostKey_IsTyped()
    {
        var host = Read(
        [
            "--mode=controller", "--endpoint=unix:///csi/csi.sock", "--state-dir=/s/", "--plugin-dir=/p", "--socket-dir=/k", "--registration-dir=/r",
            "--health-endpoint=:9808", "--metrics-endpoint=0.0.0.0:3301", "--metrics-cert-file=/c.pem", "--metrics-key-file=/k.pem",
            "--set", "Host:StartTimeout=1m30s", "--set=host:shutdowntimeout=00:00:05", "--set", "Host:EnforceKubeletRoot=true",
            "--set", "Host:KubeletRoot=/var/lib/k3s/kubelet", "--set", "Host:OtlpEndpoint=http://collector:4317", "--set=Host:OtlpProtocol=http",
        ]).Host;

        host.NodeId.ShouldBeNull();
        host.ServesNode.ShouldBeFalse();
        host.Endpoint.ShouldNotBeNull().Path.ShouldBe("/csi/csi.sock");
        host.StateDirectory.ShouldBe("/s");
        host.PluginDirectory.ShouldBe("/p");
        host.SocketDirectory.ShouldBe("/k");
        host.RegistrationDirectory.ShouldBe("/r");
        host.HealthEndpoint.ShouldNotBeNull().ToString().ShouldBe(":9808");
        host.MetricsEndpoint.ShouldNotBeNull().ToString().ShouldBe("0.0.0.0:3301");
        host.MetricsTls.ShouldBe(new TlsFiles("/c.pem", "/k.pem"));
        host.StartTimeout.ShouldBe(TimeSpan.FromSeconds(90));
        host.ShutdownTimeout.ShouldBe(TimeSpan.FromSeconds(5));
        host.EnforceKubeletRoot.ShouldBeTrue();
        host.KubeletRoot.Value.ShouldBe("/var/lib/k3s/kubelet");
        host.OtlpEndpoint.ShouldBe(new Uri("http://collector:4317"));
        host.OtlpProtocol.ShouldBe(OtlpProtocol.Http);
    }

    [Fact]
    public void Read_DriversSection_IsTyped()
    {
        var file = Write("""
            {
              // two drivers in one process
              "Drivers": {
                "a.csihost.dev": { "Endpoint": "unix:///a/csi.sock", "KubeletEndpoint": "/host/a/csi.sock", "SocketMode": "0660",
                                   "MaxConcurrentCalls": 8, "CallTimeout": "30s", "StartupTaint": "a/not-ready" },
                "b.csihost.dev": { "SocketMode": null }
              }
            }
            """);

        var drivers = Read(["--config", file]).Drivers;

        drivers["a.csihost.dev"].Endpoint.ShouldNotBeNull().Path.ShouldBe("/a/csi.sock");
        drivers["a.csihost.dev"].KubeletEndpoint.ShouldBe("/host/a/csi.sock");
        drivers["a.csihost.dev"].SocketMode.ShouldBe((UnixFileMode)Convert.ToInt32("660", 8));
        drivers["a.csihost.dev"].MaxConcurrentCalls.ShouldBe(8);
        drivers["a.csihost.dev"].CallTimeout.ShouldBe(TimeSpan.FromSeconds(30));
        drivers["a.csihost.dev"].StartupTaint.ShouldBe("a/not-ready");
        drivers["b.csihost.dev"].ShouldBe(new DriverOptions());
    }

    [Fact]
    public void Read_PluginSections_AreKeptForThePlugins()
    {
        var settings = Read(["--set", "Plugins:local:Root=/r", "--set=Plugins:local:List:0=a"]);

        settings.ConfiguredPlugins.ShouldBe(["local"]);
        settings.Configuration.GetSection("Plugins:local")["Root"].ShouldBe("/r");
        settings.Configuration["Plugins:local:List:0"].ShouldBe("a");
    }

    [Fact]
    public void Read_KlogFlags_SetLogging()
    {
        var logging = Read(["--v=5", "--vmodule=Mounts=6", "--stderrthreshold=WARNING", "--logtostderr", "--log-format=json"]).Logging;

        logging.Verbosity.ShouldBe(5);
        logging.Modules.ShouldBe([("Mounts", 6)]);
        logging.Threshold.ShouldBe(LogLevel.Warning);
        logging.Format.ShouldBe(LogFormat.Json);
    }

    [Fact]
    public void Read_CsiEndpointVariable_IsTheEndpointUnlessAFlagSaysOtherwise()
    {
        var environment = new Dictionary<string, string> { ["CSI_ENDPOINT"] = "unix:///env.sock" };

        Read([], environment).Host.Endpoint.ShouldNotBeNull().Path.ShouldBe("/env.sock");
        Read(["--endpoint=unix:///flag.sock"], environment).Host.Endpoint.ShouldNotBeNull().Path.ShouldBe("/flag.sock");
    }

    private static HostSettings Read(string[] arguments, Dictionary<string, string>? environment = null)
    {
        var flags = new GoFlagSet("csi-host run");
        var sut = new HostFlags(flags);
        flags.Parse(arguments).ShouldBeNull();
        return HostSettingsReader.Read(sut.Read(environment ?? []));
    }

    private string Write(string json)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():n}.json");
        File.WriteAllText(path, json);
        return path;
    }
}
