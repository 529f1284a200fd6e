using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Mounts.Records;
using CsiHost.Tests.Mounts.Rig;

namespace CsiHost.Tests.Mounts;

[Trait("tier", "functional")]
public sealed class PublishTests : MountTest
{
    [Fact]
    public async Task PublishAsync_Directory_ShowsTheVolumeAndUnpublishRemovesTheTarget()
    {
        var target = Rig.Target("pod-1");
        Rig.Backend.Plan = request => Requests.BindPlan(Rig.Volume("a"), request.TargetPath.Value);
        var sut = Rig.Open();

        await sut.PublishAsync(Requests.Publish(target), MountRig.Call, default);

        File.ReadAllText(target + "/hello").ShouldBe("a");
        File.WriteAllText(target + "/written", "x");
        Rig.Services.Store.Find(target)!.State.ShouldBe(RecordState.Applied);

        await sut.UnpublishAsync(new VolumeId("vol-1"), new AbsolutePath(target), MountRig.Call, default);

        Directory.Exists(target).ShouldBeFalse();
        Rig.Services.Store.All.ShouldBeEmpty();
        File.Exists(Rig.Volumes + "/a/written").ShouldBeTrue();
        Rig.Logs.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task PublishAsync_ReadOnly_RefusesWritesAndLeavesTheSourceWritable()
    {
        var target = Rig.Target("pod-1");
        var volume = Rig.Volume("a");
        Rig.Backend.Plan = request => Requests.BindPlan(volume, request.TargetPath.Value);

        await Rig.Open().PublishAsync(Requests.Publish(target, readOnly: true), MountRig.Call, default);

        Should.Throw<IOException>(() => File.WriteAllText(target + "/x", "")).Message.ShouldContain("Read-only");
        File.WriteAllText(volume + "/still-writable", "");
        Rig.Table.Find(target)!.Options.ShouldContain("ro");
    }

    [Fact]
    public async Task PublishAsync_ReadOnlyOverLockedFlags_KeepsThem()
    {
        var source = Rig.Folder + "/fs";
        await Rig.Services.Mounter.MountAsync(
            new FileSystemMountStep { Source = "src", Target = source, FileSystemType = "tmpfs", Options = ["nosuid", "nodev", "noexec", "noatime"] }, default);
        var target = Rig.Target("pod-1");
        Rig.Backend.Plan = request => Requests.BindPlan(source, request.TargetPath.Value);

        await Rig.Open().PublishAsync(Requests.Publish(target, readOnly: true), MountRig.Call, default);

        Rig.Table.Find(target)!.Options.ShouldBe(["ro", "nosuid", "nodev", "noexec", "noatime"], ignoreOrder: true);
    }

    [Fact]
    public async Task PublishAsync_BlockTarget_IsAFileThatUnpublishRemoves()
    {
        var target = $"{Rig.Kubelet}/plugins/kubernetes.io/csi/volumeDevices/publish/pv-1/pod-1";
        Rig.Backend.Plan = request => Requests.BindPlan("/dev/null", request.TargetPath.Value);
        var sut = Rig.Open();

        await sut.PublishAsync(Requests.Publish(target, type: AccessType.Block), MountRig.Call, default);

        File.WriteAllText(target, "swallowed by the device");
        new FileInfo(target).Length.ShouldBe(0);
        File.GetUnixFileMode(target).ShouldBe(File.GetUnixFileMode("/dev/null"));

        await sut.UnpublishAsync(new VolumeId("vol-1"), new AbsolutePath(target), MountRig.Call, default);
        File.Exists(target).ShouldBeFalse();
    }

    [Fact]
    public async Task PublishAsync_Repeated_RefreshesAndMountsOnce()
    {
        var target = Rig.Target("pod-1");
        Rig.Backend.Plan = request => Requests.BindPlan(Rig.Volume("a"), request.TargetPath.Value);
        var sut = Rig.Open();
        var request = Requests.Publish(target);

        await sut.PublishAsync(request, MountRig.Call, default);
        await sut.PublishAsync(
            request with { VolumeContext = new Dictionary<string, string> { ["token"] = "new" }, Secrets = new Secrets(new Dictionary<string, string> { ["k"] = "v" }) },
            MountRig.Call,
            default);

        Rig.Backend.Heard.ShouldBe([$"refresh {target}"]);
        Rig.Table.Read().Count(entry => entry.MountPoint == target).ShouldBe(1);
    }

    [Fact]
    public async Task PublishAsync_AnotherSourceAtTheTarget_IsIncompatible()
    {
        var target = Rig.Target("pod-1");
        var source = Rig.Volume("a");
        Rig.Backend.Plan = request => Requests.BindPlan(source, request.TargetPath.Value);
        var sut = Rig.Open();
        await sut.PublishAsync(Requests.Publish(target), MountRig.Call, default);

        source = Rig.Volume("b");
        var error = await Should.ThrowAsync<CsiException>(sut.PublishAsync(Requests.Publish(target), MountRig.Call, default).AsTask());

        error.Kind.ShouldBe(CsiErrorKind.Incompatible);
        File.ReadAllText(target + "/hello").ShouldBe("a");
    }

    [Fact]
    public async Task UnpublishAsync_Nothing_IsOkAndTellsTheBackend()
    {
        var target = Rig.Target("pod-1");
        await Rig.Open().UnpublishAsync(new VolumeId("vol-1"), new AbsolutePath(target), MountRig.Call, default);
        await Rig.Open().UnpublishAsync(new VolumeId("vol-1"), new AbsolutePath("/nowhere/at/all"), MountRig.Call, default);

        Rig.Backend.Heard.ShouldBe([$"unpublished {target}", "unpublished /nowhere/at/all"]);
    }
}
