using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Plugins.Efs.Tests.Mounting;
using CsiHost.Plugins.Efs.Tunnels;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.Efs.Tests.Node;

public sealed class EfsPublisherTests : IDisposable
{
    private const string Fs = EndpointHarness.FileSystem;
    private const string Ap = "fsap-0123456789abcdef0";
    private const string Defaults = "nfsvers=4.1,rsize=1048576,wsize=1048576,hard,timeo=600,retrans=2,noresvport";
    private readonly NodeHarness _sut = new();

    public void Dispose() => _sut.Dispose();

    [Fact]
    public async Task Publish_AccessPointWithIam_MountsThroughItsTunnel()
    {
        var plan = await PlanAsync($"{Fs}::{Ap}", flags: ["iam"], readOnly: true);
        await _sut.ApplyAsync(plan);

        _sut.Tunnels.Open[NodeHarness.Target].ShouldBe(new TunnelRequest
        {
            Target = NodeHarness.Target,
            FileSystemId = Fs,
            Host = EndpointHarness.DnsName,
            DnsName = EndpointHarness.DnsName,
            Region = "us-east-1",
            AccessPointId = Ap,
            Iam = new(),
            CaFile = _sut.Folder["ca.pem"],
        });
        Entry.ShouldBe(("nfs4", "127.0.0.1:/", $"ro,{Defaults},port=20123,addr=127.0.0.1,clientaddr=127.0.0.1"));
    }

    [Fact]
    public async Task Publish_WithoutEncryption_MountsTheTargetItself()
    {
        await _sut.ApplyAsync(await PlanAsync($"{Fs}:/a/b", new() { ["encryptInTransit"] = "false" }));

        _sut.Tunnels.Open.ShouldBeEmpty();
        Entry.ShouldBe(("nfs4", $"{EndpointHarness.DnsName}:/a/b", $"{Defaults},addr=10.0.0.5"));
    }

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3:/")]
    [InlineData("2001:db8::1", "[2001:db8::1]:/")]
    public async Task Publish_WithoutEncryptionAtAnAddress_ShowsTheAddress(string address, string source)
    {
        await _sut.ApplyAsync(await PlanAsync(Fs, new() { ["encryptInTransit"] = "false", ["mounttargetip"] = address }));

        (Entry.Source, Entry.Options).ShouldBe((source, $"{Defaults},addr={address}"));
    }

    public static TheoryData<string[], Func<TunnelRequestView, bool>> TunnelOptions => new()
    {
        { ["stunnel"], request => request.IsStunnel && !request.Ocsp },
        { ["ocsp"], request => request.IsStunnel && request.Ocsp },
        { ["noocsp"], request => !request.IsStunnel && !request.Ocsp },
        { ["verify=0"], request => request.Verify == 0 && request.CaFile is null },
        { ["verify=1"], request => request.Verify == 1 && request.CaFile is not null },
        { ["tlsport=20500"], request => request.LocalPort == 20500 },
        { ["netns=/run/netns/Blue"], request => request.NetworkNamespace == "/run/netns/Blue" },
        { ["iam", "awsprofile=Ops"], request => request.Iam == "Ops|||" },
        { ["iam", "rolearn=arn:aws:iam::1:role/R", "jwtpath=/T"], request => request.Iam == "||arn:aws:iam::1:role/R|/T" },
        { [], request => request.Iam is null && request.Verify == 2 && request.LocalPort is null },
    };

    [Theory]
    [MemberData(nameof(TunnelOptions))]
    public async Task Plan_TunnelOption_ReachesTheTunnel(string[] flags, Func<TunnelRequestView, bool> expected)
    {
        var plan = await PlanAsync(Fs, flags: flags);

        expected(new TunnelRequestView(TunnelRequest.From((CustomStep)plan.Steps[0]))).ShouldBeTrue(string.Join(',', flags));
    }

    [Theory]
    [InlineData("stunnel_check_cert_validity = true", true)]
    [InlineData("stunnel_check_cert_hostname = false", false)]
    public async Task Plan_Configuration_ReachesTheTunnel(string line, bool isOcsp)
    {
        _sut.Config.Text = $"[mount]\ndns_name_suffix = amazonaws.com\nstunnel_cafile = {_sut.Folder["ca.pem"]}\n{line}";

        var request = TunnelRequest.From((CustomStep)(await PlanAsync(Fs)).Steps[0]);

        (request.Ocsp, request.CheckHostName).ShouldBe((isOcsp, isOcsp));
    }

    [Fact]
    public async Task Plan_StunnelByConfiguration_IsTheEngine()
    {
        _sut.Options.Tunnel = TunnelKind.Stunnel;

        TunnelRequest.From((CustomStep)(await PlanAsync(Fs)).Steps[0]).Engine.ShouldBe(TunnelKind.Stunnel);
    }

    [Fact]
    public async Task Plan_CaFileMissing_FailsBeforeTheTunnel() =>
        (await FailAsync(Fs, flags: ["cafile=/missing"])).Message.ShouldContain("Failed to find certificate authority file for verification: /missing");

    [Fact]
    public async Task Plan_ZoneInTheName_IsNotInTheCertificateName()
    {
        _sut.Places.Names["us-east-1b." + EndpointHarness.DnsName] = "10.0.0.5";

        var request = TunnelRequest.From((CustomStep)(await PlanAsync(Fs, flags: ["az=us-east-1b"])).Steps[0]);

        (request.Host, request.DnsName).ShouldBe(("us-east-1b." + EndpointHarness.DnsName, EndpointHarness.DnsName));
    }

    [Fact]
    public async Task Plan_MapOfAddresses_TakesThatOfTheNodesZone()
    {
        var plan = await PlanAsync(Fs, new() { ["mounttargetipmap"] = """{"us-east-1a":"10.0.1.1","us-east-1b":"10.0.2.1"}""" });

        TunnelRequest.From((CustomStep)plan.Steps[0]).Host.ShouldBe("10.0.2.1");
    }

    public static TheoryData<string, string?> BadIds => new()
    {
        { "invalid-id", null }, { "efs:invalid-id", null }, { "s3files:invalid-id", null }, { "fs-abcd1234::invalid-id", null },
        { "fs-abcd1234:/a/b::four!", "too many fields" }, { "nfs:fs-abcd1234::fsap-abcd1234", "too many fields" },
        { "fs-abcd123", null }, { "fs-" + new string('a', 44), null }, { "fs-abcd123G", null }, { "abcd1234", null }, { "fs-", null },
        { "fs-x,exec,suid,dev", null },
    };

    [Theory]
    [MemberData(nameof(BadIds))]
    public async Task Plan_BadHandle_IsInvalid(string volumeId, string? message)
    {
        var error = await FailAsync(volumeId);

        error.Kind.ShouldBe(CsiErrorKind.InvalidArgument);
        error.Message.ShouldStartWith("volume_id");
        error.Message.ShouldContain(message ?? "");
    }

    [Fact]
    public async Task Plan_Again_HasTheSameIdentityWhereverItConnects()
    {
        var first = await PlanAsync(Fs, new() { ["mounttargetip"] = "10.0.0.1" });
        var second = await PlanAsync(Fs, new() { ["mounttargetip"] = "10.0.0.2" });
        var third = await PlanAsync(Fs, new() { ["mounttargetip"] = "10.0.0.2" }, flags: ["noresvport"]);

        second.Identity.ShouldBe(first.Identity);
        third.Identity.ShouldNotBe(first.Identity);
    }

    [Fact]
    public async Task Plan_LimitReached_IsAborted_UntilACallEnds()
    {
        _sut.Options.MaxInflightMountCalls = 2;
        var locks = new InMemoryLocks();
        var (one, two, three) = (locks.Begin(), locks.Begin(), locks.Begin());
        await PlanAsync(Fs, locks: one);
        await PlanAsync(Fs, locks: two);

        var error = await Should.ThrowAsync<CsiException>(() => PlanAsync(Fs, locks: three));
        (error.Kind, error.Message.Contains('2')).ShouldBe((CsiErrorKind.OperationPending, true));
        one.Dispose();
        await PlanAsync(Fs, locks: three);
    }

    [Fact]
    public async Task Plan_NoLimit_TakesAnyNumber()
    {
        var locks = new InMemoryLocks();
        for (var call = 0; call < 20; call++)
            await PlanAsync(Fs, locks: locks.Begin());
    }

    [Fact]
    public async Task Revert_UnmountsAndLeavesOtherMounts()
    {
        var plan = await PlanAsync(Fs);
        await _sut.ApplyAsync(plan);
        await _sut.RevertAsync(plan);
        _sut.Kernel.Table.Find(NodeHarness.Target).ShouldBeNull();

        _sut.Kernel.Table.Add(NodeHarness.Target, "tmpfs", "tmpfs", "0:9", "/", []);
        await _sut.RevertAsync(plan);
        _sut.Kernel.Table.Find(NodeHarness.Target).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(false, UnmountMode.Detach)]
    [InlineData(true, UnmountMode.Force)]
    public void UnmountPolicy_Options_Decide(bool force, UnmountMode mode)
    {
        _sut.Options.ForceUnmountAfterTimeout = force;
        _sut.Options.UnmountTimeout = TimeSpan.FromSeconds(7);

        _sut.Publisher.UnmountPolicy.ShouldBe(new UnmountPolicy { Timeout = TimeSpan.FromSeconds(7), Escalation = mode });
    }

    private (string Type, string Source, string Options) Entry =>
        _sut.Kernel.Table.Find(NodeHarness.Target) is { } entry ? (entry.FileSystemType, entry.Source, string.Join(',', entry.Options)) : ("", "", "");

    private async Task<MountPlan> PlanAsync(
        string volumeId, Dictionary<string, string>? context = null, string[]? flags = null, bool readOnly = false, InMemoryLocks.Scope? locks = null) =>
        await _sut.Publisher.PlanPublishAsync(
            new PublishRequest
            {
                VolumeId = new VolumeId(volumeId),
                TargetPath = new AbsolutePath(NodeHarness.Target),
                Capability = new VolumeCapability { AccessMode = AccessMode.MultiNodeMultiWriter, MountFlags = flags ?? [] },
                ReadOnly = readOnly,
                VolumeContext = context ?? [],
            },
            CallContexts.Create(EfsPlugin.DriverName, locks ?? new InMemoryLocks().Begin()),
            CancellationToken.None);

    private async Task<CsiException> FailAsync(string volumeId, string[]? flags = null) =>
        await Should.ThrowAsync<CsiException>(() => PlanAsync(volumeId, flags: flags));
}
