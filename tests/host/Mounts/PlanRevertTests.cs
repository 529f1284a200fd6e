using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Mounts;
using CsiHost.Tests.Mounts.Rig;

namespace CsiHost.Tests.Mounts;

[Trait("tier", "functional")]
public sealed class PlanRevertTests : MountTest
{
    /// <summary>A plan with an effect of every kind; the failing custom step is put at each index in turn.</summary>
    private MountPlan Plan(string target, int failAt)
    {
        List<MountStep> steps =
        [
            new DirectoryStep { Path = Rig.Folder + "/made/deep" },
            new FileSystemMountStep { Source = "base", Target = Rig.Folder + "/base", FileSystemType = "tmpfs", Options = ["size=1m"] },
            Requests.Note("kept"),
            new BindMountStep { Source = Rig.Folder + "/base", Target = target },
        ];
        steps.Insert(failAt, Requests.Note("fails"));
        return new MountPlan { Identity = "x", Steps = steps };
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task PublishAsync_StepFails_TakesBackWhatWasDone(int failAt)
    {
        var target = Rig.Target("pod-1");
        Rig.Backend.Plan = _ => Plan(target, failAt);
        Rig.Backend.OnApply = step => step.Data["name"] == "fails" ? throw CsiErrors.Unavailable("it broke") : Task.CompletedTask;
        var sut = Rig.Open();

        (await Refused(sut.PublishAsync(Requests.Publish(target), MountRig.Call, default))).Kind.ShouldBe(CsiErrorKind.Unavailable);

        Rig.MountsBelow(Rig.Folder).ShouldBe(0);
        Rig.Services.Store.All.ShouldBeEmpty();
        Rig.Backend.CustomInEffect.ShouldBeEmpty();
        Directory.Exists(target).ShouldBeFalse();
        Directory.Exists(Rig.Folder + "/made/deep").ShouldBeFalse();
        Directory.Exists(Rig.Folder + "/base").ShouldBeFalse();

        Rig.Backend.OnApply = _ => Task.CompletedTask;
        await sut.PublishAsync(Requests.Publish(target), MountRig.Call, default);
        await Unpublish(sut, target);
        Rig.MountsBelow(Rig.Folder).ShouldBe(0);
    }

    [Fact]
    public async Task PublishAsync_PlanLeavesNothingAtTheTarget_IsAnErrorAndTakenBack()
    {
        var target = Rig.Target("pod-1");
        Rig.Backend.Plan = _ => new MountPlan { Identity = "x", Steps = [Requests.Note("only")] };

        (await Refused(Rig.Open().PublishAsync(Requests.Publish(target), MountRig.Call, default))).Kind.ShouldBe(CsiErrorKind.Internal);

        Rig.Backend.CustomInEffect.ShouldBeEmpty();
        Rig.Services.Store.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task PublishAsync_Cancelled_LeavesNothing()
    {
        var target = Rig.Target("pod-1");
        using var cancel = new CancellationTokenSource();
        Rig.Backend.Plan = _ => Requests.BindPlan(Rig.Volume("a"), target, Requests.Note("waits"));
        Rig.Backend.OnApply = _ => cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(
            Rig.Open().PublishAsync(Requests.Publish(target), MountRig.Call, cancel.Token).AsTask());

        Rig.MountsBelow(Rig.Folder).ShouldBe(0);
        Rig.Services.Store.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task PublishAsync_ForeignMountWhereAStepMounts_IsRefusedAndLeftAlone()
    {
        var other = new FileSystemMountStep { Source = "foreign", Target = Rig.Folder + "/base", FileSystemType = "tmpfs" };
        await Rig.Services.Mounter.MountAsync(other, default);
        var target = Rig.Target("pod-1");
        Rig.Backend.Plan = _ => Requests.BindPlan(Rig.Volume("a"), target, other with { Source = "ours" });

        (await Refused(Rig.Open().PublishAsync(Requests.Publish(target), MountRig.Call, default))).Kind.ShouldBe(CsiErrorKind.FailedPrecondition);

        Rig.Table.Find(Rig.Folder + "/base")!.Source.ShouldBe("foreign");
        Rig.Services.Store.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("no-such-type", "", CsiErrorKind.FailedPrecondition)]
    [InlineData("tmpfs", "no_such_option=1", CsiErrorKind.InvalidArgument)]
    public async Task PublishAsync_KernelRefuses_SaysWhatAndWhy(string type, string option, CsiErrorKind kind)
    {
        var target = Rig.Target("pod-1");
        Rig.Backend.Plan = _ => new MountPlan
        {
            Identity = "x",
            Steps = [new FileSystemMountStep { Source = "s", Target = target, FileSystemType = type, Options = option.Length > 0 ? [option] : [] }],
        };
        var error = await Refused(Rig.Open().PublishAsync(Requests.Publish(target), MountRig.Call, default));

        error.Kind.ShouldBe(kind);
        error.Message.ShouldContain(target);
        Directory.Exists(target).ShouldBeFalse();
    }
}
