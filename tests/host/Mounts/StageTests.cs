using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Mounts;
using CsiHost.Native;
using CsiHost.Tests.Mounts.Rig;

namespace CsiHost.Tests.Mounts;

[Trait("tier", "functional")]
public sealed class StageTests : MountTest
{
    private readonly string _staging;
    private readonly string _target;
    private readonly NodeMounts _sut;

    public StageTests()
    {
        _staging = Rig.StagingPath("vol-1");
        _target = Rig.Target("pod-1");
        Rig.Backend.StagePlan = request => new MountPlan
        {
            Identity = "staged",
            Steps = [new FileSystemMountStep { Source = "staged", Target = request.StagingPath.Value, FileSystemType = "tmpfs" }],
        };
        Rig.Backend.Plan = request => Requests.BindPlan(request.StagingPath!.Value.Value, request.TargetPath.Value);
        _sut = Rig.Open();
    }

    private PublishRequest PublishRequest => Requests.Publish(_target) with { StagingPath = new AbsolutePath(_staging) };

    [Fact]
    public async Task StageThenPublish_WholeLife_EndsWithTheStagingFolderAlone()
    {
        await Stage();
        await Stage();
        await _sut.PublishAsync(PublishRequest, MountRig.Call, default);
        Rig.Table.Read().Count(entry => entry.MountPoint == _staging).ShouldBe(1);

        (await Refused(Unstage())).Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
        await Unpublish(_sut, _target);
        await Unstage();
        await Unstage();

        Rig.MountsBelow(Rig.Folder).ShouldBe(0);
        Directory.Exists(_staging).ShouldBeTrue("the orchestrator made it and removes it");
    }

    [Fact]
    public async Task PublishAsync_NotStaged_IsFailedPrecondition()
    {
        (await Refused(_sut.PublishAsync(PublishRequest, MountRig.Call, default))).Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
        (await Refused(_sut.PublishAsync(Requests.Publish(_target), MountRig.Call, default))).Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
        await Stage("vol-2");
        (await Refused(_sut.PublishAsync(PublishRequest, MountRig.Call, default))).Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
    }

    [Fact]
    public async Task StageAsync_OtherCapabilityAtThePath_IsIncompatible()
    {
        await Stage();
        (await Refused(_sut.StageAsync(Requests.Stage(_staging, type: "xfs"), MountRig.Call, default))).Kind.ShouldBe(CsiErrorKind.Incompatible);
    }

    [Fact]
    public async Task PublishAsync_StagedMountLost_StagesAgainRatherThanBindTheBareFolder()
    {
        await Stage();
        MountCalls.Unmount(_staging, UnmountFlags.None, _staging);

        await _sut.PublishAsync(PublishRequest, MountRig.Call, default);

        Rig.Table.Find(_target)!.Source.ShouldBe("staged");
    }

    [Fact]
    public async Task StageAsync_EmptyPlan_IsRemembered()
    {
        Rig.Backend.StagePlan = _ => new MountPlan { Identity = "nothing to do", Steps = [] };
        await Stage();

        var next = Rig.Restart();
        await next.RecoverAsync(default);
        await next.PublishAsync(PublishRequest, MountRig.Call, default);

        Rig.Table.Find(_target).ShouldNotBeNull();
    }

    [Fact]
    public async Task UnstageAsync_MountWithoutRecord_TrustsTheTable()
    {
        await Stage();
        await Rig.Services.Store.RemoveAsync(_staging, default);

        await Unstage();

        Rig.MountsBelow(Rig.Folder).ShouldBe(0);
    }

    private ValueTask Stage(string volume = "vol-1") => _sut.StageAsync(Requests.Stage(_staging, volume), MountRig.Call, default);

    private ValueTask Unstage() => _sut.UnstageAsync(new VolumeId("vol-1"), new AbsolutePath(_staging), MountRig.Call, default);
}
