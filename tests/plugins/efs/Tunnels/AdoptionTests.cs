using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Plugins.Efs.Node;
using CsiHost.Plugins.Efs.Tunnels;

namespace CsiHost.Plugins.Efs.Tests.Tunnels;

/// <summary>Mounts that efs-utils made, with the files as its versions left them.</summary>
[Trait("tier", "functional")]
[Collection("tunnels")]
public sealed class AdoptionTests(SharedKey keys) : IAsyncLifetime
{
    private const string Target = "/var/lib/kubelet/pods/1/volumes/kubernetes.io~csi/pv/mount";
    private readonly TunnelRig _rig = new(keys);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Theory]
    [InlineData("efs-proxy", "\"--tls\", \"--no-direct-s3-read\"")]
    [InlineData("stunnel", "")]
    public async Task Tunnel_IsTakenOverOnItsPort(string program, string arguments)
    {
        var target = _rig.StartTarget();
        var (port, name) = LeaveState(program, arguments, "127.0.0.1:" + target.EndPoint.Port, "\"pid\": 999999,");
        var step = Describe(port).ShouldNotBeNull().Steps.Cast<CustomStep>().ToList();
        step.Select(one => one.Kind).ShouldBe([TunnelRequest.StepKind, NfsMount.StepKind]);

        await ((IMountStepHandler)new TunnelStepHandler(_rig.Tunnels)).RecoverAsync(step[0], CancellationToken.None);
        _rig.Tunnels.FindPort(Target).ShouldBe(port);
        using var client = await TunnelRig.ConnectAsync(port);
        (await client.EchoesAsync([1])).ShouldBeTrue();
        var identity = target.Clients.ShouldHaveSingleItem();
        identity.AccessPointId.ShouldBe("fsap-0a1b2c3d4e5f60718");
        _rig.Credentials.Asked.ShouldBe(["podidentity:http://169.254.170.23/v1/credentials,/token"]);

        await _rig.Tunnels.CloseAsync(Target, CancellationToken.None);
        _rig.Tunnels.Open.Count.ShouldBe(1, "its mount is still there");
        _rig.Table.Remove(Target);
        using var upkeep = _rig.CreateUpkeep();
        await upkeep.LookAsync(CancellationToken.None);
        Directory.GetFileSystemEntries(_rig.StateDirectory).Select(Path.GetFileName).ShouldNotContain(name);
    }

    [Fact]
    public void Request_SaysWhatTheFilesSay()
    {
        var (port, _) = LeaveState("efs-proxy", "\"--tls\"", "az1.fs-0a1b2c3d.efs.eu-west-1.amazonaws.com:2049", "");
        var request = TunnelRequest.From(Describe(port).ShouldNotBeNull().Steps.OfType<CustomStep>().First());
        request.FileSystemId.ShouldBe("fs-0a1b2c3d");
        request.Host.ShouldBe("az1.fs-0a1b2c3d.efs.eu-west-1.amazonaws.com");
        request.Port.ShouldBe(2049);
        request.DnsName.ShouldBe(TunnelRig.DnsName);
        request.Region.ShouldBe("eu-west-1");
        request.Tls.ShouldBeTrue();
        request.Engine.ShouldBe(TunnelKind.InProcess);
        request.Iam.ShouldNotBeNull();
        request.CaFile.ShouldBe(_rig.CaFile);
        request.LocalPort.ShouldBe(port);
    }

    [Theory]
    [InlineData("not JSON", "cannot be read")]
    [InlineData("{ \"accessPoint\": \"fsap-1\" }", "malformed")]
    [InlineData("{ \"files\": [\"/missing\"] }", "no configuration file")]
    public void DamagedState_IsLeftAlone(string state, string reason)
    {
        var (port, name) = LeaveState("efs-proxy", "", "127.0.0.1:2049", "");
        File.WriteAllText(Path.Combine(_rig.StateDirectory, name), state);
        Describe(port).ShouldBeNull();
        _rig.Log.Lines.ShouldContain(line => line.Text.Contains(reason, StringComparison.Ordinal));
        File.ReadAllText(Path.Combine(_rig.StateDirectory, name)).ShouldBe(state);
    }

    [Fact]
    public void LocalMountWithoutState_IsNotOurs() => Describe(20_999, leaveState: false).ShouldBeNull();

    [Fact]
    public void PlainMount_HasNoTunnel()
    {
        var entry = _rig.Table.AddNfs(Target, null, "fs-1.efs.eu-west-1.amazonaws.com:/data");
        var step = NfsMount.From(Adopt(entry).ShouldNotBeNull().Steps.Cast<CustomStep>().ShouldHaveSingleItem());
        (step.Server, step.Path).ShouldBe(("fs-1.efs.eu-west-1.amazonaws.com", "/data"));
    }

    private MountPlan? Describe(int port, bool leaveState = true)
    {
        leaveState.ShouldBe(Directory.Exists(_rig.StateDirectory));
        return Adopt(_rig.Mount(Target, port));
    }

    private MountPlan? Adopt(MountEntry entry)
    {
        var adopter = new EfsMountAdopter(_rig.States, new EfsOptions { Utils = new EfsUtilsOptions { StateDirectory = _rig.StateDirectory } });
        var mount = new ForeignMount { Path = new AbsolutePath(Target), Entry = entry };
        return adopter.DescribeAsync(mount, CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    private (int Port, string Name) LeaveState(string program, string arguments, string connect, string extra)
    {
        var port = _rig.Settings.Value.Ports.First + 3;
        var name = $"fs-0a1b2c3d.var.lib.kubelet.pods.1.volumes.kubernetes.io~csi.pv.mount.{port}";
        Directory.CreateDirectory(_rig.StateDirectory);
        var configuration = Path.Combine(_rig.StateDirectory, "stunnel-config." + name);
        File.WriteAllText(configuration, string.Join('\n', [
            "fips = no", "foreground = yes", "socket = l:SO_REUSEADDR=yes", "socket = a:SO_BINDTODEVICE=lo", "[efs]", "client = yes",
            $"accept = 127.0.0.1:{port}", $"connect = {connect}", "sslVersion = TLSv1.2", "verify = 2", $"CAfile = {_rig.CaFile}",
            $"checkHost = {TunnelRig.DnsName}", "cert = /x", "key = /y"]));
        var list = string.Join(", ", new[] { $"\"{program}\"", $"\"{configuration}\"", arguments }.Where(part => part.Length > 0));
        File.WriteAllText(Path.Combine(_rig.StateDirectory, name), $$"""
            { {{extra}} "cmd": [{{list}}], "files": ["{{configuration}}"], "mount_time": 1700000000.5, "mountpoint": "{{Target}}",
              "awsCredentialsMethod": "podidentity:http://169.254.170.23/v1/credentials,/token", "accessPoint": "fsap-0a1b2c3d4e5f60718",
              "fsId": "fs-0a1b2c3d", "region": "eu-west-1", "commonName": "{{TunnelRig.DnsName}}", "useIam": true, "unmount_count": 0 }
            """);
        return (port, name);
    }
}
