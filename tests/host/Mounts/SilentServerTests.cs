using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Mounts;
using CsiHost.TestKit.Time;
using CsiHost.Tests.Mounts.Rig;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Tests.Mounts;

/// <summary>A FUSE server that holds its descriptor and never reads a request: every question to the mount hangs until it is closed.</summary>
[Trait("tier", "functional")]
public sealed class SilentServerTests : MountTest
{
    private readonly string _target;
    private SafeFileHandle? _server;

    public SilentServerTests()
    {
        _target = Rig.Target("pod-1");
        Rig.Backend.Plan = _ => new MountPlan { Identity = "silent", Steps = [Requests.Note("fuse")] };
        Rig.Backend.OnApply = async _ =>
            _server = await Rig.Services.Mounter.MountFuseAsync("silent", _target, "fuse.silent", ["nosuid", "allow_other"], default);
    }

    [Fact]
    public async Task CheckAsync_AskedOften_HoldsOneThreadAndAnswersEveryone()
    {
        await Rig.Open().PublishAsync(Requests.Publish(_target), MountRig.Call, default);
        var time = new ManualTimeProvider();
        var runner = new BlockingCallRunner();
        var sut = new FileSystemProbe(Rig.Table, runner, time, TimeSpan.FromSeconds(5));

        var answers = Enumerable.Range(0, 500).Select(_ => sut.CheckAsync(_target, default).AsTask()).ToList();
        await time.WaitForTimersAsync(500, default);
        runner.Running.ShouldBe(1);
        // Pool threads are free: other work goes on while everyone waits.
        (await Task.Run(() => "free")).ShouldBe("free");
        time.Advance(TimeSpan.FromSeconds(5));

        (await Task.WhenAll(answers)).ShouldAllBe(health => health == MountHealth.Unresponsive);
        _server!.Dispose();
        await Eventually.IsTrue(() => runner.Running == 0, "the thread is freed when the server goes");
        (await sut.CheckAsync(_target, default)).ShouldBe(MountHealth.Dead);
    }

    [Fact]
    public async Task CheckAsync_CallerGivesUp_IsUnresponsive()
    {
        await Rig.Open().PublishAsync(Requests.Publish(_target), MountRig.Call, default);
        using var cancel = new CancellationTokenSource();
        var sut = new FileSystemProbe(Rig.Table, new BlockingCallRunner(), new ManualTimeProvider(), TimeSpan.FromSeconds(5));

        var answer = sut.CheckAsync(_target, cancel.Token);
        await cancel.CancelAsync();

        (await answer).ShouldBe(MountHealth.Unresponsive);
    }

    [Fact]
    public async Task CheckAsync_TooManyStuck_AnswersWithoutAnotherThread()
    {
        await Rig.Open().PublishAsync(Requests.Publish(_target), MountRig.Call, default);
        var runner = new BlockingCallRunner(maxThreads: 1);
        var time = new ManualTimeProvider();
        var sut = new FileSystemProbe(Rig.Table, runner, time, TimeSpan.FromSeconds(5));
        var stuck = sut.CheckAsync(_target, default);

        (await sut.CheckAsync(Rig.Folder, default)).ShouldBe(MountHealth.Unresponsive);
        var error = await Should.ThrowAsync<CsiException>(sut.GetUsageAsync(Rig.Folder, default).AsTask());

        error.Kind.ShouldBe(CsiErrorKind.Unavailable);
        time.Advance(TimeSpan.FromSeconds(5));
        (await stuck).ShouldBe(MountHealth.Unresponsive);
    }

    [Fact]
    public async Task PublishAsync_OverASilentMount_SaysSoAndLeavesItForItsPods()
    {
        var sut = Rig.Open();
        await sut.PublishAsync(Requests.Publish(_target), MountRig.Call, default);

        (await Refused(sut.PublishAsync(Requests.Publish(_target), MountRig.Call, default))).Kind.ShouldBe(CsiErrorKind.Unavailable);

        Rig.Table.Find(_target).ShouldNotBeNull();
    }

    [Fact]
    public async Task PublishAsync_OverADeadMount_MountsAnew()
    {
        var sut = Rig.Open();
        await sut.PublishAsync(Requests.Publish(_target), MountRig.Call, default);
        _server!.Dispose();
        Rig.Backend.Plan = _ => Requests.BindPlan(Rig.Volume("a"), _target) with { Identity = "silent" };

        await sut.PublishAsync(Requests.Publish(_target), MountRig.Call, default);

        File.ReadAllText(_target + "/hello").ShouldBe("a");
        Rig.Table.Read().Count(entry => entry.MountPoint == _target).ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task UnpublishAsync_SilentMountInUse_ComesBackAndRemovesIt(bool withRecord)
    {
        var sut = Rig.Open();
        await sut.PublishAsync(Requests.Publish(_target), MountRig.Call, default);
        // A question that hangs keeps the mount busy, as a pod's would.
        (await Rig.Services.Probe.CheckAsync(_target, default)).ShouldBe(MountHealth.Unresponsive);
        if (!withRecord)
            await Rig.Services.Store.RemoveAsync(_target, default);

        await Unpublish(sut, _target);

        Rig.Table.Find(_target).ShouldBeNull();
        Directory.Exists(_target).ShouldBeFalse();
    }

    [Fact]
    public async Task UnpublishAsync_EscalationForbidden_IsAnErrorUntilTheServerIsGone()
    {
        Rig.Backend.UnmountPolicy = new UnmountPolicy { Escalation = UnmountMode.Normal, Timeout = TimeSpan.FromSeconds(5) };
        var sut = Rig.Open();
        await sut.PublishAsync(Requests.Publish(_target), MountRig.Call, default);
        (await Rig.Services.Probe.CheckAsync(_target, default)).ShouldBe(MountHealth.Unresponsive);

        (await Refused(Unpublish(sut, _target))).Kind.ShouldBe(CsiErrorKind.Unavailable);

        _server!.Dispose();
        await Eventually.IsTrue(() => Rig.Services.ProbeRunner.Running == 0, "the stuck question ends");
        await Unpublish(sut, _target);
        Rig.Table.Find(_target).ShouldBeNull();
    }

    [Fact]
    public async Task UnpublishAsync_ForceAllowed_AbortsTheRequestsInFlight()
    {
        Rig.Backend.UnmountPolicy = new UnmountPolicy { Escalation = UnmountMode.Force, Timeout = TimeSpan.FromSeconds(5) };
        var sut = Rig.Open();
        await sut.PublishAsync(Requests.Publish(_target), MountRig.Call, default);
        (await Rig.Services.Probe.CheckAsync(_target, default)).ShouldBe(MountHealth.Unresponsive);

        await Unpublish(sut, _target);

        Rig.Table.Find(_target).ShouldBeNull();
        await Eventually.IsTrue(() => Rig.Services.ProbeRunner.Running == 0, "the stuck question was aborted");
    }

    [Fact]
    public async Task RecoverAsync_SilentMount_DoesNotHangTheStart()
    {
        await Rig.Open().PublishAsync(Requests.Publish(_target), MountRig.Call, default);

        var report = await Rig.Restart().RecoverAsync(default);

        report.Lost.ShouldBe(1);
        Rig.Backend.Heard.ShouldContain("recover fuse");
    }

    [Fact]
    public async Task ReadAsync_MountFallsSilent_GivesTheLastFiguresAndAnAbnormalCondition()
    {
        var sut = new VolumeStatsReader(Rig.Services);
        var request = new StatsRequest { VolumeId = new VolumeId("vol-1"), VolumePath = new AbsolutePath(_target) };
        var stats = new ProbeStats(Rig.Services.Probe);
        Directory.CreateDirectory(_target);
        (await sut.ReadAsync(request, stats, null, default)).Stats.Bytes!.Total.ShouldBe(64L << 20);
        await Rig.Open().PublishAsync(Requests.Publish(_target), MountRig.Call, default);

        var silent = await sut.ReadAsync(request, stats, null, default);
        _server!.Dispose();
        var dead = await sut.ReadAsync(request, stats, null, default);

        silent.Stats.Bytes!.Total.ShouldBe(64L << 20);
        silent.Condition!.IsAbnormal.ShouldBeTrue();
        silent.Condition.Message.ShouldContain("does not answer");
        dead.Condition!.Message.ShouldContain("lost its server");
    }

    [Fact]
    public async Task ReadAsync_SilentAndNeverMeasured_IsUnavailable()
    {
        await Rig.Open().PublishAsync(Requests.Publish(_target), MountRig.Call, default);
        var request = new StatsRequest { VolumeId = new VolumeId("vol-1"), VolumePath = new AbsolutePath(_target) };

        var error = await Should.ThrowAsync<CsiException>(
            new VolumeStatsReader(Rig.Services).ReadAsync(request, new ProbeStats(Rig.Services.Probe), null, default).AsTask());

        error.Kind.ShouldBe(CsiErrorKind.Unavailable);
    }

    private sealed class ProbeStats(FileSystemProbe probe) : INodeVolumeStats
    {
        public ValueTask<VolumeStats> GetStatsAsync(StatsRequest request, CancellationToken cancellationToken) =>
            probe.GetUsageAsync(request.VolumePath.Value, cancellationToken);
    }
}
