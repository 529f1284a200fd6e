using CsiHost.Abstractions.Mounts;
using CsiHost.Native;
using CsiHost.Tests.Mounts.Rig;

namespace CsiHost.Tests.Mounts;

[Trait("tier", "functional")]
public sealed class SharedStepTests : MountTest
{
    private string Base => Rig.Folder + "/base";

    public SharedStepTests()
    {
        Rig.Backend.Plan = request => new MountPlan
        {
            Identity = "shared",
            Steps =
            [
                new FileSystemMountStep { Source = "base", Target = Base, FileSystemType = "tmpfs", SharedKey = "base" },
                Requests.Note("shared", "note"),
                new BindMountStep { Source = Base, Target = request.TargetPath.Value },
            ],
        };
    }

    [Fact]
    public async Task UnpublishAsync_LastUser_TakesTheSharedStepBack()
    {
        var sut = Rig.Open();
        string[] targets = [Rig.Target("pod-1"), Rig.Target("pod-2"), Rig.Target("pod-3")];
        foreach (var target in targets)
            await sut.PublishAsync(Requests.Publish(target), MountRig.Call, default);
        Rig.Table.Read().Count(entry => entry.MountPoint == Base).ShouldBe(1);

        await Unpublish(sut, targets[0]);
        sut = Rig.Restart();
        await sut.RecoverAsync(default);
        await Unpublish(sut, targets[1]);
        Rig.Table.Find(Base).ShouldNotBeNull();
        Rig.Backend.CustomInEffect.ShouldContainKey("shared");

        await Unpublish(sut, targets[2]);
        Rig.Table.Find(Base).ShouldBeNull();
        Directory.Exists(Base).ShouldBeFalse("the first plan made it and handed that on");
        Rig.Backend.CustomInEffect.ShouldBeEmpty();
    }

    [Fact]
    public async Task PublishAndUnpublish_ManyAtOnce_LeaveNothing()
    {
        var sut = Rig.Open();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(pod => Task.Run(async () =>
        {
            var target = Rig.Target("pod-" + pod);
            for (var round = 0; round < 5; round++)
            {
                await sut.PublishAsync(Requests.Publish(target), MountRig.Call, default);
                Rig.Table.Find(target).ShouldNotBeNull();
                Rig.Table.Find(Base).ShouldNotBeNull();
                await Unpublish(sut, target);
            }
        })));

        Rig.MountsBelow(Rig.Folder).ShouldBe(0);
        Rig.Services.Store.All.ShouldBeEmpty();
        Rig.Backend.CustomInEffect.ShouldBeEmpty();
    }

    [Fact]
    public async Task PublishAsync_SharedMountVanished_MakesItAgain()
    {
        var sut = Rig.Open();
        await sut.PublishAsync(Requests.Publish(Rig.Target("pod-1")), MountRig.Call, default);
        MountCalls.Unmount(Base, UnmountFlags.Detach, Base);

        await sut.PublishAsync(Requests.Publish(Rig.Target("pod-2")), MountRig.Call, default);

        Rig.Table.Find(Base).ShouldNotBeNull();
    }
}
