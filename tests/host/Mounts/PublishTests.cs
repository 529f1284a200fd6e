using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Mounts.Records;
using CsiHost.Tests.Mounts.Rig;

namespace CsiHost.Tests.Mounts;

[Trait("tier", "functional")]
public sealed class PublishTests : IAsyncLifetime
{
    private readonly MountRig _rig = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task PublishAsync_Directory_ShowsTheVolumeAndUnpublishRemovesTheTarget()
    {
        var target = _rig.Target("pod-1");
        _rig.Backend.Plan = request => Requests.BindPlan(_rig.Volume("a"), request.TargetPath.Value);
        var sut = _rig.Open();

        await sut.PublishAsync(Requests.Publish(target), MountRig.Call, default);

        File.ReadAllText(target + "/hello").ShouldBe("a");
        File.WriteAllText(target + "/written", "x");
        _rig.Services.Store.Find(target)!.State.ShouldBe(RecordState.Applied);

        await sut.UnpublishAsync(new VolumeId("vol-1"), new AbsolutePath(target), MountRig.Call, default);

        Directory.Exists(target).ShouldBeFalse();
        _rig.Services.Store.All.ShouldBeEmpty();
        File.Exists(_rig.Volumes + "/a/written").ShouldBeTrue();
        _rig.Logs.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task PublishAsync_ReadOnly_RefusesWritesAndLeavesTheSourceWritable()
    {
        var target = _rig.Target("pod-1");
        var volume = _rig.Volume("a");
        _rig.Backend.Plan = request => Requests.BindPlan(volume, request.TargetPath.Value);

        await _rig.Open().PublishAsync(Requests.Publish(target, readOnly: true), MountRig.Call, default);

        Should.Throw<IOException>(() => File.WriteAllText(target + "/x", "")).Message.ShouldContain("Read-only");
        File.WriteAllText(volume + "/still-writable", "");
        _rig.Table.Find(target)!.Options.ShouldContain("ro");
    }

    [Fact]
    public async Task PublishAsync_ReadOnlyOverLockedFlags_KeepsThem()
    {
        var source = _rig.Folder + "/fs";
        await _rig.Services.Mounter.MountAsync(
            new FileSystemMountStep { Source = "src", Target = source, FileSystemType = "tmpfs", Options = ["nosuid", "nodev", "noexec", "noatime"] }, default);
        var target = _rig.Target("pod-1");
        _rig.Backend.Plan = request => Requests.BindPlan(source, request.TargetPath.Value);

        await _rig.Open().PublishAsync(Requests.Publish(target, readOnly: true), MountRig.Call, default);

        _rig.Table.Find(target)!.Options.ShouldBe(["ro", "nosuid", "nodev", "noexec", "noatime"], ignoreOrder: true);
    }

    [Fact]
    public async Task PublishAsync_BlockTarget_IsAFileThatUnpublishRemoves()
    {
        var target = $"{_rig.Kubelet}/plugins/kubernetes.io/csi/volumeDevices/publish/pv-1/pod-1";
        _rig.Backend.Plan = request => Requests.BindPlan("/dev/null", request.TargetPath.Value);
        var sut = _rig.Open();

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
        var target = _rig.Target("pod-1");
        _rig.Backend.Plan = request => Requests.BindPlan(_rig.Volume("a"), request.TargetPath.Value);
        var sut = _rig.Open();
        var request = Requests.Publish(target);

        await sut.PublishAsync(request, MountRig.Call, default);
        await sut.PublishAsync(
            request with { VolumeContext = new Dictionary<string, string> { ["token"] = "new" }, Secrets = new Secrets(new Dictionary<string, string> { ["k"] = "v" }) },
            MountRig.Call,
            default);

        _rig.Backend.Heard.ShouldBe([$"refresh {target}"]);
        _rig.Table.Read().Count(entry => entry.MountPoint == target).ShouldBe(1);
    }

    [Fact]
    public async Task PublishAsync_AnotherSourceAtTheTarget_IsIncompatible()
    {
        var target = _rig.Target("pod-1");
        var source = _rig.Volume("a");
        _rig.Backend.Plan = request => Requests.BindPlan(source, request.TargetPath.Value);
        var sut = _rig.Open();
        await sut.PublishAsync(Requests.Publish(target), MountRig.Call, default);

        source = _rig.Volume("b");
        var error = await Should.ThrowAsync<CsiException>(sut.PublishAsync(Requests.Publish(target), MountRig.Call, default).AsTask());

        error.Kind.ShouldBe(CsiErrorKind.Incompatible);
        File.ReadAllText(target + "/hello").ShouldBe("a");
    }

    [Fact]
    public async Task UnpublishAsync_Nothing_IsOkAndTellsTheBackend()
    {
        var target = _rig.Target("pod-1");
        await _rig.Open().UnpublishAsync(new VolumeId("vol-1"), new AbsolutePath(target), MountRig.Call, default);
        await _rig.Open().UnpublishAsync(new VolumeId("vol-1"), new AbsolutePath("/nowhere/at/all"), MountRig.Call, default);

        _rig.Backend.Heard.ShouldBe([$"unpublished {target}", "unpublished /nowhere/at/all"]);
    }
}
