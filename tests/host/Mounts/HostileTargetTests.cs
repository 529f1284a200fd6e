using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Mounts;
using CsiHost.Native;
using CsiHost.Tests.Mounts.Rig;

namespace CsiHost.Tests.Mounts;

[Trait("tier", "functional")]
public sealed class HostileTargetTests : MountTest
{
    private readonly string _target;
    private readonly NodeMounts _sut;

    public HostileTargetTests()
    {
        _target = Rig.Target("pod-1");
        Rig.Backend.Plan = request => Requests.BindPlan(Rig.Volume("a"), request.TargetPath.Value);
        _sut = Rig.Open();
    }

    [Fact]
    public async Task PublishAsync_LinkAtTheTarget_IsRefusedAndNothingBehindItChanges()
    {
        var victim = Directory.CreateDirectory(Rig.Folder + "/victim").FullName;
        Directory.CreateSymbolicLink(_target, victim);

        (await Refused(Publish())).Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
        (await Refused(Unpublish(_sut, _target))).Kind.ShouldBe(CsiErrorKind.FailedPrecondition);

        Rig.MountsBelow(Rig.Folder).ShouldBe(0);
        new FileInfo(_target).LinkTarget.ShouldBe(victim);
        Rig.Services.Store.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PublishAsync_LinkOnTheWayBelowKubelet_IsRefused(bool targetExists)
    {
        var pod = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(_target)!)!)!;
        var victim = Rig.Folder + "/victim";
        Directory.Move(pod, victim);
        Directory.CreateSymbolicLink(pod, victim);
        if (targetExists)
            Directory.CreateDirectory(victim + "/volumes/kubernetes.io~csi/pv-1/mount");

        var error = await Refused(Publish());

        error.Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
        error.Message.ShouldContain("link");
        Rig.MountsBelow(Rig.Folder).ShouldBe(0);
        Directory.Exists(victim + "/volumes/kubernetes.io~csi/pv-1/mount").ShouldBe(targetExists);
    }

    [Fact]
    public async Task PublishAsync_FileAtTheTarget_IsRefusedAndKept()
    {
        File.WriteAllText(_target, "precious");

        (await Refused(Publish())).Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
        (await Refused(Unpublish(_sut, _target))).Kind.ShouldBe(CsiErrorKind.FailedPrecondition);

        File.ReadAllText(_target).ShouldBe("precious");
    }

    [Fact]
    public async Task PublishAsync_FolderAtABlockTarget_IsRefused()
    {
        Directory.CreateDirectory(_target);
        (await Refused(_sut.PublishAsync(Requests.Publish(_target, type: AccessType.Block), MountRig.Call, default)))
            .Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
    }

    [Fact]
    public async Task UnpublishAsync_FilesUnderTheTarget_AreNeverDeleted()
    {
        await Publish();
        MountCalls.Unmount(_target, UnmountFlags.None, _target);
        File.WriteAllText(_target + "/orphan", "data");

        (await Refused(Unpublish(_sut, _target))).Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
        File.ReadAllText(_target + "/orphan").ShouldBe("data");

        File.Delete(_target + "/orphan");
        await Unpublish(_sut, _target);
        Directory.Exists(_target).ShouldBeFalse();
    }

    [Fact]
    public async Task UnpublishAsync_OpenFile_IsAnErrorUntilItIsClosed()
    {
        await Publish();
        using (File.Create(_target + "/open"))
        {
            var error = await Refused(Unpublish(_sut, _target));
            error.Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
            error.Message.ShouldContain("in use");
            Rig.Table.Find(_target).ShouldNotBeNull("a mount in use is never torn away");
        }

        await Unpublish(_sut, _target);
        Directory.Exists(_target).ShouldBeFalse();
        File.Exists(Rig.Volumes + "/a/open").ShouldBeTrue();
    }

    [Fact]
    public async Task UnpublishAsync_StackedMounts_AllGo()
    {
        await Publish();
        foreach (var layer in new[] { "one", "two" })
            MountCalls.Mount(layer, _target, "tmpfs", MountFlags.None, null, _target);

        await Unpublish(_sut, _target);

        Rig.Table.Find(_target).ShouldBeNull();
        Directory.Exists(_target).ShouldBeFalse();
    }

    [Fact]
    public async Task UnpublishAsync_AnotherDriversTarget_IsLeftAlone()
    {
        await Publish();
        var other = Rig.Open(driver: "other.csi");

        (await Refused(Unpublish(other, _target))).Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
        (await Refused(other.PublishAsync(Requests.Publish(_target), MountRig.Call, default))).Kind.ShouldBe(CsiErrorKind.Incompatible);

        File.Exists(_target + "/hello").ShouldBeTrue();
    }

    [Fact]
    public async Task UnpublishAsync_AnotherVolumesTarget_IsLeftAlone()
    {
        await Publish();
        (await Refused(Unpublish(_sut, _target, "vol-2"))).Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
        File.Exists(_target + "/hello").ShouldBeTrue();
    }

    [Fact]
    public async Task UnpublishAsync_TheNodesOwnFolder_IsLeftAlone()
    {
        (await Refused(Unpublish(_sut, Rig.Folder))).Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
        Rig.Table.Find(Rig.Folder).ShouldNotBeNull();
    }

    [Fact]
    public async Task PublishAsync_UnknownMountAtTheTarget_IsRefusedAndUnpublishTrustsTheTable()
    {
        Directory.CreateDirectory(_target);
        MountCalls.Mount("unknown", _target, "tmpfs", MountFlags.None, null, _target);

        (await Refused(Publish())).Kind.ShouldBe(CsiErrorKind.Incompatible);
        Rig.Table.Find(_target)!.Source.ShouldBe("unknown");

        await Unpublish(_sut, _target);
        Directory.Exists(_target).ShouldBeFalse();
    }

    [Fact]
    public async Task BindAsync_LinkPlantedAtTheTarget_IsRefused()
    {
        var victim = Directory.CreateDirectory(Rig.Folder + "/victim").FullName;
        var link = Rig.Folder + "/link";
        Directory.CreateSymbolicLink(link, victim);

        await Refused(Rig.Services.Mounter.BindAsync(new BindMountStep { Source = Rig.Volume("a"), Target = link }, default));

        Rig.Table.Find(victim).ShouldBeNull();
    }

    [Fact]
    public async Task UnmountAsync_LinkToAMount_IsNotFollowed()
    {
        await Publish();
        var link = Rig.Folder + "/link";
        Directory.CreateSymbolicLink(link, _target);

        await Rig.Services.Mounter.UnmountAsync(link, UnmountPolicy.Default, default);

        Rig.Table.Find(_target).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("/k/../etc")]
    [InlineData("relative")]
    [InlineData("/a\0b")]
    public void AbsolutePath_Escaping_IsRefused(string path) => Should.Throw<CsiException>(() => new AbsolutePath(path, "target_path"));

    private ValueTask Publish() => _sut.PublishAsync(Requests.Publish(_target), MountRig.Call, default);
}
