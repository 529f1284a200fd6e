using CsiHost.Abstractions.Mounts;
using CsiHost.Mounts;
using CsiHost.Mounts.Records;
using CsiHost.Native;
using CsiHost.Tests.Mounts.Rig;

namespace CsiHost.Tests.Mounts;

[Trait("tier", "functional")]
public sealed class RecoveryTests : MountTest
{
    private readonly string _target;

    public RecoveryTests()
    {
        _target = Rig.Target("pod-1");
        Rig.Backend.Plan = request => Requests.BindPlan(Rig.Volume("a"), request.TargetPath.Value, Requests.Note("tunnel"));
    }

    [Fact]
    public async Task RecoverAsync_HealthyRecord_IsKeptAndItsStepsRecovered()
    {
        await Publish(Rig.Open());

        var report = await Rig.Restart().RecoverAsync(default);

        report.ShouldBe(new RecoveryReport { Intact = 1 });
        Rig.Backend.Heard.ShouldBe(["recover tunnel"]);
    }

    [Fact]
    public async Task RecoverAsync_MountVanished_IsReportedAndTheNextPublishHeals()
    {
        await Publish(Rig.Open());
        MountCalls.Unmount(_target, UnmountFlags.None, _target);

        var sut = Rig.Restart();
        (await sut.RecoverAsync(default)).ShouldBe(new RecoveryReport { Lost = 1 });
        await Publish(sut);

        File.Exists(_target + "/hello").ShouldBeTrue();
    }

    [Theory]
    [InlineData("Applying")]
    [InlineData("Reverting")]
    public async Task RecoverAsync_HalfDone_IsTakenBack(string state)
    {
        await Publish(Rig.Open());
        await Rig.Services.Store.UpdateAsync(_target, record => record with { State = Enum.Parse<RecordState>(state) }, default);

        (await Rig.Restart().RecoverAsync(default)).ShouldBe(new RecoveryReport { Reverted = 1 });

        Rig.MountsBelow(Rig.Folder).ShouldBe(0);
        Rig.Backend.CustomInEffect.ShouldBeEmpty();
    }

    [Fact]
    public async Task RecoverAsync_AnotherBoot_DropsTheRecordAndUnmountsNothing()
    {
        await Publish(Rig.Open());
        Rig.BootId = "boot-2";

        (await Rig.Restart().RecoverAsync(default)).ShouldBe(new RecoveryReport { Dropped = 1 });

        Rig.Services.Store.All.ShouldBeEmpty();
        Rig.Table.Find(_target).ShouldNotBeNull("what is mounted in this boot is not what the record meant");
        Rig.Backend.CustomInEffect.ShouldBeEmpty();
    }

    [Fact]
    public async Task RecoverAsync_UnknownStepKind_FailsThatRecordOnly()
    {
        await Publish(Rig.Open());
        var other = Rig.Target("pod-2");
        Rig.Backend.Plan = request => Requests.BindPlan(Rig.Volume("a"), request.TargetPath.Value);
        await Rig.Open().PublishAsync(Requests.Publish(other), MountRig.Call, default);
        await Rig.Services.Store.UpdateAsync(
            _target, record => record with { Plan = record.Plan with { Steps = [new CustomStep { Kind = "gone" }] } }, default);

        (await Rig.Restart().RecoverAsync(default)).ShouldBe(new RecoveryReport { Intact = 1, Failed = 1 });
    }

    [Fact]
    public async Task RecoverAsync_MountsWithoutRecord_AreOfferedToTheBackend()
    {
        var mine = MountUnknown("pod-1", "mine");
        var noted = MountUnknown("pod-2", "mine");
        File.WriteAllText(Path.GetDirectoryName(noted) + "/vol_data.json", """{"driverName":"test.csi","volumeHandle":"vol-9"}""");
        var others = MountUnknown("pod-3", "mine");
        File.WriteAllText(Path.GetDirectoryName(others) + "/vol_data.json", """{"driverName":"other.csi","volumeHandle":"vol-9"}""");
        var foreign = MountUnknown("pod-4", "foreign");
        Rig.Backend.Describe = mount => mount.Entry.Source == "mine" ? Adopted(mount.Path.Value) : null;

        var sut = Rig.Restart();
        (await sut.RecoverAsync(default)).ShouldBe(new RecoveryReport { Adopted = 2 });

        Rig.Services.Store.Find(mine)!.VolumeId.ShouldBeEmpty();
        Rig.Services.Store.Find(noted)!.VolumeId.ShouldBe("vol-9");
        Rig.Services.Store.Find(others).ShouldBeNull();
        Rig.Services.Store.Find(foreign).ShouldBeNull();
        await Unpublish(sut, mine);
        await Unpublish(sut, noted, "vol-9");
        Rig.Backend.Heard.ShouldContain($"unpublished {mine}");
        Rig.Table.Find(mine).ShouldBeNull();
    }

    [Fact]
    public async Task PublishAsync_AdoptableMountAtTheTarget_IsAdoptedAndRefreshed()
    {
        MountUnknown("pod-1", "mine");
        Rig.Backend.Describe = mount => Adopted(mount.Path.Value);
        Rig.Backend.Plan = request => Adopted(request.TargetPath.Value);

        await Publish(Rig.Open());

        Rig.Backend.Heard.ShouldBe([$"refresh {_target}"]);
        Rig.Table.Read().Count(entry => entry.MountPoint == _target).ShouldBe(1);
    }

    private static MountPlan Adopted(string target) => new()
    {
        Identity = "adopted",
        Steps = [new FileSystemMountStep { Source = "mine", Target = target, FileSystemType = "tmpfs" }],
    };

    private string MountUnknown(string pod, string source)
    {
        var target = Rig.Target(pod);
        Directory.CreateDirectory(target);
        MountCalls.Mount(source, target, "tmpfs", MountFlags.None, null, target);
        return target;
    }

    private ValueTask Publish(NodeMounts mounts) => mounts.PublishAsync(Requests.Publish(_target), MountRig.Call, default);
}
