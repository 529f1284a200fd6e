using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Mounts;
using CsiHost.Plugins.Efs.Tunnels;

namespace CsiHost.Plugins.Efs.Tests.Tunnels;

[Trait("tier", "functional")]
[Collection("tunnels")]
public sealed class NodeTunnelsTests(SharedKey keys) : IAsyncLifetime
{
    private const string Target = "/var/lib/kubelet/pods/1/mount";
    private readonly TunnelRig _rig = new(keys);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Open_LeavesWhatEfsUtilsWould()
    {
        var request = _rig.Request(_rig.StartTarget()) with { AccessPointId = "fsap-0a1b2c3d4e5f60718" };
        var port = await _rig.Tunnels.OpenAsync(request, CancellationToken.None);
        var name = $"fs-0a1b2c3d.var.lib.kubelet.pods.1.mount.{port}";
        Directory.GetFileSystemEntries(_rig.StateDirectory).Select(Path.GetFileName).Order()
            .ShouldBe(new[] { name, name + "+", "stunnel-config." + name }.Order());
        using var state = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_rig.StateDirectory, name)));
        var root = state.RootElement;
        root.GetProperty("pid").GetInt32().ShouldBe(Environment.ProcessId);
        root.GetProperty("cmd").EnumerateArray().Select(part => part.GetString()).ShouldBe(
            ["efs-proxy", Path.Combine(_rig.StateDirectory, "stunnel-config." + name), "--tls", "--no-direct-s3-read"]);
        root.GetProperty("files").EnumerateArray().Select(part => part.GetString()).ShouldBe([Path.Combine(_rig.StateDirectory, "stunnel-config." + name)]);
        root.GetProperty("mountpoint").GetString().ShouldBe(Target);
        root.GetProperty("service_type").GetString().ShouldBe("elasticfilesystem");
        root.GetProperty("accessPoint").GetString().ShouldBe("fsap-0a1b2c3d4e5f60718");
        root.GetProperty("awsCredentialsMethod").GetString().ShouldBe("metadata:");
        root.GetProperty("fsId").GetString().ShouldBe("fs-0a1b2c3d");
        root.GetProperty("commonName").GetString().ShouldBe(TunnelRig.DnsName);
        root.GetProperty("mountStateDir").GetString().ShouldBe(name + "+");
        File.Exists(root.GetProperty("certificate").GetString()).ShouldBeTrue();
        File.Exists(root.GetProperty("privateKey").GetString()).ShouldBeTrue();
        root.GetProperty("certificateCreationTime").GetString().ShouldNotBeNull().ShouldMatch("^[0-9]{12}Z$");
        root.GetRawText().ShouldNotContain("secret");
        File.GetUnixFileMode(_rig.StateDirectory).ShouldBe((UnixFileMode)0b111_101_000);
    }

    [Fact]
    public async Task Close_LeavesNothing()
    {
        var port = await _rig.Tunnels.OpenAsync(_rig.Request(_rig.StartTarget()), CancellationToken.None);
        await _rig.Tunnels.CloseAsync(Target, CancellationToken.None);
        await _rig.Tunnels.CloseAsync(Target, CancellationToken.None);
        await ShouldBeGoneAsync(port);
    }

    [Fact]
    public async Task Open_Again_KeepsTheTunnel_AndAnotherRequestReplacesIt()
    {
        var request = _rig.Request(_rig.StartTarget());
        var port = await _rig.Tunnels.OpenAsync(request, CancellationToken.None);
        (await _rig.Tunnels.OpenAsync(request with { }, CancellationToken.None)).ShouldBe(port);
        await _rig.Tunnels.OpenAsync(request with { AccessPointId = "fsap-0a1b2c3d4e5f60718" }, CancellationToken.None);
        _rig.Tunnels.Open.ShouldHaveSingleItem().Record.Request.AccessPointId.ShouldBe("fsap-0a1b2c3d4e5f60718");
    }

    [Fact]
    public async Task Open_NoCredentials_LeavesNothing()
    {
        _rig.Credentials.Current = null;
        var error = await Should.ThrowAsync<CsiException>(async () => await _rig.Tunnels.OpenAsync(_rig.Request(_rig.StartTarget()), CancellationToken.None));
        error.Kind.ShouldBe(CsiErrorKind.Unauthenticated);
        await ShouldBeGoneAsync(null);
    }

    [Fact]
    public async Task Open_NoAuthorityFile_NamesItAndLeavesNothing()
    {
        var request = _rig.Request(_rig.StartTarget()) with { CaFile = "/missing/ca.pem" };
        var error = await Should.ThrowAsync<CsiException>(async () => await _rig.Tunnels.OpenAsync(request, CancellationToken.None));
        error.Message.ShouldContain("/missing/ca.pem");
        await ShouldBeGoneAsync(null);
    }

    [Fact]
    public async Task Open_StateDirectoryIsAFile_SaysSo()
    {
        await File.WriteAllTextAsync(_rig.StateDirectory, "");
        var error = await Should.ThrowAsync<CsiException>(async () => await _rig.Tunnels.OpenAsync(_rig.Request(_rig.StartTarget()), CancellationToken.None));
        error.Message.ShouldContain(_rig.StateDirectory);
        _rig.Tunnels.Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task Open_PortAskedForIsTaken_SaysSo()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        var port = ((IPEndPoint)other.LocalEndPoint!).Port;
        var error = await Should.ThrowAsync<CsiException>(
            async () => await _rig.Tunnels.OpenAsync(_rig.Request(_rig.StartTarget()) with { LocalPort = port }, CancellationToken.None));
        error.Message.ShouldContain($"specified port [{port}] is unavailable");
    }

    [Theory]
    [InlineData("~fs-1.mnt.{0}")]
    [InlineData("fs-1.mnt.{0}")]
    [InlineData("stunnel-config.fs-1.mnt.{0}")]
    public async Task Open_PortsOfOtherMounts_AreSkipped(string name)
    {
        Directory.CreateDirectory(_rig.StateDirectory);
        var (first, end) = _rig.Settings.Value.Ports;
        foreach (var port in Enumerable.Range(first, end - first - 1))
            await File.WriteAllTextAsync(Path.Combine(_rig.StateDirectory, string.Format(System.Globalization.CultureInfo.InvariantCulture, name, port)), "");
        (await _rig.Tunnels.OpenAsync(_rig.Request(_rig.StartTarget()), CancellationToken.None)).ShouldBe(end - 1);
        var error = await Should.ThrowAsync<CsiException>(
            async () => await _rig.Tunnels.OpenAsync(_rig.Request(_rig.StartTarget(), "/another"), CancellationToken.None));
        error.Kind.ShouldBe(CsiErrorKind.ResourceExhausted);
        error.Message.ShouldContain($"[{first}, {end}]");
    }

    [Fact]
    public async Task NextProcess_HasTheTunnelOnItsPort()
    {
        var target = _rig.StartTarget();
        var port = await _rig.Tunnels.OpenAsync(_rig.Request(target), CancellationToken.None);
        _rig.Mount(Target, port);
        await _rig.Tunnels.StopAsync();
        var next = _rig.CreateNode();
        await next.RecoverAllAsync(CancellationToken.None);
        next.FindPort(Target).ShouldBe(port);
        using var client = await TunnelRig.ConnectAsync(port);
        (await client.EchoesAsync([1])).ShouldBeTrue();
        _rig.Credentials.Asked.ShouldBe(["find", "metadata:"]);
    }

    [Fact]
    public async Task NextProcess_NoCredentials_ListensAndHoldsTheClient()
    {
        var target = _rig.StartTarget();
        var port = await _rig.Tunnels.OpenAsync(_rig.Request(target), CancellationToken.None);
        _rig.Mount(Target, port);
        await _rig.Tunnels.StopAsync();
        var credentials = _rig.Credentials.Current;
        _rig.Credentials.Current = null;
        await _rig.CreateNode().RecoverAllAsync(CancellationToken.None);
        using var client = await TunnelRig.ConnectAsync(port);
        await client.SendAsync([7]);
        await Wire.UntilAsync(() => _rig.Credentials.Asked.Count > 1);
        _rig.Credentials.Current = credentials;
        (await client.ReceiveAsync(1)).ShouldBe([7]);
    }

    [Fact]
    public async Task NextProcess_MountIsGone_ForgetsTheTunnel()
    {
        var port = await _rig.Tunnels.OpenAsync(_rig.Request(_rig.StartTarget()), CancellationToken.None);
        await _rig.Tunnels.StopAsync();
        await _rig.CreateNode().RecoverAllAsync(CancellationToken.None);
        await ShouldBeGoneAsync(port);
    }

    [Fact]
    public async Task NextProcess_OldOneStillHasThePort_TakesItWhenItIsFree()
    {
        var target = _rig.StartTarget();
        var old = _rig.Tunnels;
        var port = await old.OpenAsync(_rig.Request(target), CancellationToken.None);
        _rig.Mount(Target, port);
        var next = _rig.CreateNode();
        await next.RecoverAllAsync(CancellationToken.None);
        next.Open.ShouldHaveSingleItem().Tunnel.ShouldBeNull();
        await old.StopAsync();
        await Wire.UntilAsync(() => next.Open.Single().Tunnel is not null);
        using var client = await TunnelRig.ConnectAsync(port);
        (await client.EchoesAsync([1])).ShouldBeTrue();
    }

    [Fact]
    public async Task StateWasLost_TheMountTableTellsThePort()
    {
        var request = _rig.Request(_rig.StartTarget());
        var port = _rig.Settings.Value.Ports.First + 7;
        _rig.Mount(Target, port);
        IMountStepHandler handler = new TunnelStepHandler(_rig.Tunnels);
        await handler.RecoverAsync(request.ToStep(), CancellationToken.None);
        using var client = await TunnelRig.ConnectAsync(port);
        (await client.EchoesAsync([1])).ShouldBeTrue();
    }

    [Fact]
    public async Task Close_AnotherMountUsesThePort_StaysUntilItIsGone()
    {
        var port = await _rig.Tunnels.OpenAsync(_rig.Request(_rig.StartTarget()), CancellationToken.None);
        _rig.Mount("/another", port);
        await _rig.Tunnels.CloseAsync(Target, CancellationToken.None);
        using var client = await TunnelRig.ConnectAsync(port);
        (await client.EchoesAsync([1])).ShouldBeTrue();
        using var upkeep = _rig.CreateUpkeep();
        await upkeep.LookAsync(CancellationToken.None);
        _rig.Tunnels.Open.Count.ShouldBe(1);
        _rig.Table.Remove("/another");
        await upkeep.LookAsync(CancellationToken.None);
        await ShouldBeGoneAsync(port);
    }

    [Fact]
    public async Task MountTakenAwayByHand_ClosesTheTunnelAfterAFewLooks()
    {
        var port = await _rig.Tunnels.OpenAsync(_rig.Request(_rig.StartTarget()), CancellationToken.None);
        using var upkeep = _rig.CreateUpkeep();
        await upkeep.LookAsync(CancellationToken.None);
        _rig.Mount(Target, port);
        await upkeep.LookAsync(CancellationToken.None);
        _rig.Table.Remove(Target);
        await upkeep.LookAsync(CancellationToken.None);
        await upkeep.LookAsync(CancellationToken.None);
        _rig.Tunnels.Open.Count.ShouldBe(1);
        await upkeep.LookAsync(CancellationToken.None);
        await ShouldBeGoneAsync(port);
    }

    [Fact]
    public async Task MountThatHangs_GetsNewConnections()
    {
        var clock = new TestKit.Time.ManualTimeProvider(TimeProvider.System.GetUtcNow());
        _rig.Time = clock;
        _rig.CreateNode();
        var port = await _rig.Tunnels.OpenAsync(_rig.Request(_rig.StartTarget()), CancellationToken.None);
        _rig.Mount(Target, port);
        using var client = await TunnelRig.ConnectAsync(port);
        (await client.EchoesAsync([1])).ShouldBeTrue();
        _rig.Probe.Health[Target] = MountHealth.Unresponsive;
        using var upkeep = _rig.CreateUpkeep();
        await upkeep.LookAsync(CancellationToken.None);
        (await client.EchoesAsync([2])).ShouldBeTrue();
        clock.Advance(TimeSpan.FromMinutes(5));
        await upkeep.LookAsync(CancellationToken.None);
        await upkeep.WhenProbedAsync();
        (await client.EndsAsync()).ShouldBeTrue();
    }

    private async Task ShouldBeGoneAsync(int? port)
    {
        _rig.Tunnels.Open.ShouldBeEmpty();
        (await _rig.Store.ListAsync(CancellationToken.None)).ShouldBeEmpty();
        if (Directory.Exists(_rig.StateDirectory))
            Directory.GetFileSystemEntries(_rig.StateDirectory).ShouldBeEmpty();
        if (port is { } closed)
            await Should.ThrowAsync<SocketException>(async () => (await TunnelRig.ConnectAsync(closed)).Dispose());
    }
}
