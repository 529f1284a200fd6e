using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using CsiHost.Plugins.Efs.Credentials;
using CsiHost.Plugins.Efs.Tunnels;

namespace CsiHost.Plugins.Efs.Tests.Tunnels;

[Trait("tier", "functional")]
[Collection("tunnels")]
public sealed class NativeTunnelTests(SharedKey keys) : IAsyncLifetime
{
    private readonly TunnelRig _rig = new(keys);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 16 * 1024)]
    [InlineData(true, 5_000_003)]
    [InlineData(false, 5_000_003)]
    public async Task Bytes_PassBothWaysUnchanged(bool tls, int count)
    {
        var target = _rig.StartTarget(tls: tls);
        var port = await OpenAsync(_rig.Request(target) with { Tls = tls });
        using var client = await TunnelRig.ConnectAsync(port);
        (await client.EchoesAsync(RandomNumberGenerator.GetBytes(count))).ShouldBeTrue();
        (await client.EchoesAsync(RandomNumberGenerator.GetBytes(count))).ShouldBeTrue();
        await Wire.UntilAsync(() => Carrier.Counters.Received == 2 * count);
        Carrier.Counters.Sent.ShouldBe(2 * count);
    }

    [Fact]
    public async Task Server_SeesTheMountsIdentity()
    {
        var target = _rig.StartTarget();
        var port = await OpenAsync(_rig.Request(target) with { AccessPointId = "fsap-0a1b2c3d4e5f60718" });
        using var client = await TunnelRig.ConnectAsync(port);
        (await client.EchoesAsync([1])).ShouldBeTrue();
        var identity = target.Clients.ShouldHaveSingleItem();
        identity.FileSystemId.ShouldBe(TunnelRig.FileSystem);
        identity.AccessPointId.ShouldBe("fsap-0a1b2c3d4e5f60718");
        identity.ClientSource.ShouldBe("k8s");
        identity.Proof!.IsSignedWith("secret", TunnelRig.FileSystem, identity.PublicKeyHash, "eu-west-1", "elasticfilesystem").ShouldBeTrue();
        _rig.Crypto.Applied.ShouldBe(1);
    }

    [Fact]
    public async Task ClientEnds_ServerMayStillAnswer()
    {
        var target = _rig.StartTarget(async (stream, cancel) =>
        {
            var all = new MemoryStream();
            await stream.CopyToAsync(all, cancel);
            await stream.WriteAsync(all.ToArray(), cancel);
        });
        using var client = await TunnelRig.ConnectAsync(await OpenAsync(_rig.Request(target)));
        var bytes = RandomNumberGenerator.GetBytes(300_000);
        await client.SendAsync(bytes);
        client.Shutdown(SocketShutdown.Send);
        (await client.ReceiveAsync(bytes.Length)).ShouldBe(bytes);
        (await client.EndsAsync()).ShouldBeTrue();
        await Wire.UntilAsync(() => Carrier.Counters.Active == 0);
        Carrier.Counters.Failures.ShouldBe(0);
    }

    [Fact]
    public async Task ServerEnds_ClientIsTold()
    {
        var target = _rig.StartTarget(async (stream, cancel) => await stream.ReadExactlyAsync(new byte[1], cancel));
        using var client = await TunnelRig.ConnectAsync(await OpenAsync(_rig.Request(target)));
        await client.SendAsync([1]);
        (await client.EndsAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task ServerIsKilled_ClientIsReset_AndTheNextConnectionWorksOnceItIsBack()
    {
        var target = _rig.StartTarget();
        var port = await OpenAsync(_rig.Request(target));
        using var client = await TunnelRig.ConnectAsync(port);
        (await client.EchoesAsync([1, 2, 3])).ShouldBeTrue();
        await target.KillAsync();
        (await client.EndsAsync()).ShouldBeTrue();

        // It is held while there is no target, and served as soon as there is one.
        using var next = await TunnelRig.ConnectAsync(port);
        await next.SendAsync([4, 5, 6]);
        target.Start();
        (await next.ReceiveAsync(3)).ShouldBe([4, 5, 6]);
        Carrier.Counters.Failures.ShouldBe(1);
    }

    [Fact]
    public async Task TargetIsGone_AnotherOneTakesOver()
    {
        var first = _rig.StartTarget(address: "127.0.0.2");
        var second = _rig.StartTarget(address: "127.0.0.3", port: first.EndPoint.Port);
        _rig.Lookup.Addresses = [IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.3")];
        var port = await OpenAsync(_rig.Request(first));
        using var client = await TunnelRig.ConnectAsync(port);
        (await client.EchoesAsync([1])).ShouldBeTrue();
        second.Clients.ShouldBeEmpty();

        await first.KillAsync();
        (await client.EndsAsync()).ShouldBeTrue();
        using var next = await TunnelRig.ConnectAsync(port);
        (await next.EchoesAsync([2])).ShouldBeTrue();
        second.Clients.Count.ShouldBe(1);

        // Even if the first is back: it has just failed.
        first.Start();
        using var third = await TunnelRig.ConnectAsync(port);
        (await third.EchoesAsync([3])).ShouldBeTrue();
        second.Clients.Count.ShouldBe(2);
    }

    [Fact]
    public async Task NameHasNoAddress_ClientIsHeldUntilItHas()
    {
        var target = _rig.StartTarget();
        _rig.Lookup.Addresses = [];
        using var client = await TunnelRig.ConnectAsync(await OpenAsync(_rig.Request(target)));
        await client.SendAsync([7]);
        await Wire.UntilAsync(() => _rig.Lookup.Asked > 1);
        _rig.Lookup.Addresses = [IPAddress.Loopback];
        (await client.ReceiveAsync(1)).ShouldBe([7]);
    }

    [Fact]
    public async Task NoTarget_ClientIsLetGoAtTheLimit()
    {
        _rig.Settings.Value = _rig.Settings.Value with { MountAttemptLimit = TimeSpan.FromMilliseconds(300) };
        var target = _rig.StartTarget();
        await target.KillAsync();
        using var client = await TunnelRig.ConnectAsync(await OpenAsync(_rig.Request(target)));
        await client.SendAsync([1]);
        (await client.EndsAsync()).ShouldBeTrue();
        await Wire.UntilAsync(() => Carrier.Counters.Active == 0);
        _rig.Log.Lines.ShouldContain(line => line.Text.Contains("no connection to a mount target of fs-0a1b2c3d", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Probe_ReachesNoTarget()
    {
        var target = _rig.StartTarget();
        var port = await OpenAsync(_rig.Request(target));
        (await TunnelRig.ConnectAsync(port)).Dispose();
        using var client = await TunnelRig.ConnectAsync(port);
        (await client.EchoesAsync([1])).ShouldBeTrue();
        target.Clients.Count.ShouldBe(1);
        Carrier.Counters.Connections.ShouldBe(1);
        Carrier.Counters.Failures.ShouldBe(0);
    }

    [Fact]
    public async Task SlowReader_SlowsTheWriter()
    {
        var written = 0L;
        var target = _rig.StartTarget(async (stream, cancel) =>
        {
            await stream.ReadExactlyAsync(new byte[1], cancel);
            var chunk = new byte[64 * 1024];
            while (true)
            {
                await stream.WriteAsync(chunk, cancel);
                Interlocked.Add(ref written, chunk.Length);
            }
        });
        using var client = await TunnelRig.ConnectAsync(await OpenAsync(_rig.Request(target)));
        await client.SendAsync([1]);
        var last = -1L;
        while (last != Interlocked.Read(ref written))
        {
            last = Interlocked.Read(ref written);
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }

        // The kernel's buffers of three sockets and the tunnel's own; a tunnel that reads on would take all there is.
        last.ShouldBeLessThan(64 * 1024 * 1024);
        await client.ReceiveAsync((int)last);
        await Wire.UntilAsync(() => Interlocked.Read(ref written) > last);
    }

    [Theory]
    [InlineData(TunnelRig.DnsName, true, true, 2, true)]
    [InlineData("other.example.com", true, true, 2, false)]
    [InlineData("other.example.com", true, false, 2, true)]
    [InlineData(TunnelRig.DnsName, false, true, 2, false)]
    [InlineData(TunnelRig.DnsName, false, true, 1, false)]
    [InlineData(TunnelRig.DnsName, false, true, 0, true)]
    [InlineData("other.example.com", false, true, 0, false)]
    [InlineData("other.example.com", false, false, 0, true)]
    public async Task Server_IsVerified(string serverName, bool isKnownAuthority, bool checksName, int verify, bool isAccepted)
    {
        _rig.Settings.Value = _rig.Settings.Value with { MountAttemptLimit = TimeSpan.FromMilliseconds(1500) };
        using var other = new StandIns.Kubernetes.StandInCertificates();
        if (!isKnownAuthority)
            await File.WriteAllTextAsync(_rig.CaFile, other.AuthorityPem);
        var target = _rig.StartTarget(name: serverName);
        var request = _rig.Request(target) with { CheckHostName = checksName, Verify = verify };
        using var client = await TunnelRig.ConnectAsync(await OpenAsync(request));
        await client.SendAsync([1]);
        if (isAccepted)
            (await client.ReceiveAsync(1)).ShouldBe([1]);
        else
            (await client.EndsAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Renewal_IsForNewConnections_AndLeavesTheOthers()
    {
        var target = _rig.StartTarget();
        _rig.Credentials.Current = new MountCredentials("metadata:", "AKIAFIRST", "one", null, DateTimeOffset.MaxValue);
        _rig.Settings.Value = _rig.Settings.Value with { CertificateRenewal = TimeSpan.FromSeconds(5) };
        var clock = new TestKit.Time.ManualTimeProvider(TimeProvider.System.GetUtcNow());
        _rig.Time = clock;
        _rig.CreateNode();
        var port = await OpenAsync(_rig.Request(target));
        using var old = await TunnelRig.ConnectAsync(port);
        (await old.EchoesAsync([1])).ShouldBeTrue();
        await clock.WhenWaitingAsync(delay => delay == TimeSpan.FromSeconds(5));

        _rig.Credentials.Current = new MountCredentials("metadata:", "AKIASECOND", "two", null, null);
        clock.Advance(TimeSpan.FromSeconds(5));
        await Wire.UntilAsync(() => Carrier.CertificateIssuedAt == Seconds(clock.GetUtcNow()));
        using var next = await TunnelRig.ConnectAsync(port);
        (await next.EchoesAsync([2])).ShouldBeTrue();
        (await old.EchoesAsync([3])).ShouldBeTrue();
        target.Clients.Select(client => client.Proof!.AccessKeyId).ShouldBe(["AKIAFIRST", "AKIASECOND"]);
        _rig.Credentials.Asked.ShouldBe(["find", "metadata:"]);
    }

    [Fact]
    public async Task RenewalFails_OldCertificateStays()
    {
        var target = _rig.StartTarget();
        _rig.Settings.Value = _rig.Settings.Value with { CertificateRenewal = TimeSpan.FromSeconds(5) };
        var clock = new TestKit.Time.ManualTimeProvider(TimeProvider.System.GetUtcNow());
        _rig.Time = clock;
        _rig.CreateNode();
        var port = await OpenAsync(_rig.Request(target));
        await clock.WhenWaitingAsync(delay => delay == TimeSpan.FromSeconds(5));
        _rig.Credentials.Current = null;
        clock.Advance(TimeSpan.FromSeconds(5));
        await Wire.UntilAsync(() => Carrier.CertificateFailures == 1);
        using var client = await TunnelRig.ConnectAsync(port);
        (await client.EchoesAsync([1])).ShouldBeTrue();
        _rig.Log.Lines.ShouldContain(line => line.Text.Contains("cannot be renewed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reset_BreaksConnectionsOff_AndListensOn()
    {
        var target = _rig.StartTarget();
        var port = await OpenAsync(_rig.Request(target));
        using var client = await TunnelRig.ConnectAsync(port);
        (await client.EchoesAsync([1])).ShouldBeTrue();
        await Carrier.ResetAsync();
        (await client.EndsAsync()).ShouldBeTrue();
        using var next = await TunnelRig.ConnectAsync(port);
        (await next.EchoesAsync([2])).ShouldBeTrue();
        Carrier.Counters.Failures.ShouldBe(0);
    }

    private ITunnel Carrier => _rig.Tunnels.Open.ShouldHaveSingleItem().Tunnel.ShouldNotBeNull();

    private static DateTimeOffset Seconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    private async Task<int> OpenAsync(TunnelRequest request) => await _rig.Tunnels.OpenAsync(request, CancellationToken.None);
}
