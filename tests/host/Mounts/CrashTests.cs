using CsiHost.Abstractions.Mounts;
using CsiHost.Mounts;
using CsiHost.Mounts.Records;
using CsiHost.Native;
using CsiHost.Tests.Mounts.Rig;

namespace CsiHost.Tests.Mounts;

/// <summary>The process dies before every single change in turn; the next one must find its way from what is left.</summary>
[Trait("tier", "functional")]
public sealed class CrashTests : MountTest
{
    private const int MostChanges = 40;
    private readonly string _target;

    public CrashTests()
    {
        _target = Rig.Target("pod-1");
        Rig.Backend.Plan = request => new MountPlan
        {
            Identity = "x",
            Steps =
            [
                new DirectoryStep { Path = Rig.Folder + "/made" },
                new FileSystemMountStep { Source = "base", Target = Rig.Folder + "/base", FileSystemType = "tmpfs", SharedKey = "base" },
                Requests.Note("custom"),
                new BindMountStep { Source = Rig.Folder + "/base", Target = request.TargetPath.Value },
            ],
        };
    }

    [Fact]
    public async Task Publish_DiesAtEachChange_RecoversToAllOrNothing() =>
        await DieAtEachChange(_ => Task.CompletedTask, async mounts => await mounts.PublishAsync(Request(), MountRig.Call, default), least: 7);

    [Fact]
    public async Task Unpublish_DiesAtEachChange_RecoversToAllOrNothing() =>
        await DieAtEachChange(PublishWell, async mounts => await Unpublish(mounts, _target), least: 7);

    [Fact]
    public async Task Heal_DiesAtEachChange_RecoversToAllOrNothing() => await DieAtEachChange(
        async mounts =>
        {
            await PublishWell(mounts);
            MountCalls.Unmount(_target, UnmountFlags.Detach, _target);
        },
        async mounts => await mounts.PublishAsync(Request(), MountRig.Call, default),
        least: 14,
        loses: true);

    [Fact]
    public async Task Recover_DiesAtEachChange_RecoversToAllOrNothing() => await DieAtEachChange(
        async mounts =>
        {
            await PublishWell(mounts);
            await Rig.Services.Store.UpdateAsync(_target, record => record with { State = RecordState.Applying }, default);
        },
        async mounts => (await mounts.RecoverAsync(default)).Failed.ShouldBe(0),
        least: 7);

    private async Task DieAtEachChange(Func<NodeMounts, Task> before, Func<NodeMounts, Task> act, int least, bool loses = false)
    {
        for (var change = 1; change < MostChanges; change++)
        {
            await before(Rig.Restart());
            var world = new FaultyWorld(change);
            var faulty = Rig.Restart(world.Wrap, world.Wrap);
            try
            {
                await act(faulty);
            }
            catch (Exception) when (world.IsDead)
            {
                // The process is gone; only what it left behind counts.
            }

            // Dead before its first change, a heal leaves what it found: a record whose mount is gone.
            await RecoverAndCheck(change, wasLost: loses && change == 1);
            if (!world.IsDead)
            {
                change.ShouldBeGreaterThan(least);
                return;
            }
        }

        Assert.Fail($"the call makes more than {MostChanges} changes");
    }

    private async Task RecoverAndCheck(int change, bool wasLost)
    {
        var next = Rig.Restart();
        (await next.RecoverAsync(default)).Failed.ShouldBe(0, $"change {change}");

        var record = Rig.Services.Store.Find(_target);
        (Rig.Table.Find(_target) is not null).ShouldBe(record is not null && !wasLost, $"target after change {change}");
        (Rig.MountsBelow(Rig.Folder) > 0).ShouldBe(record is not null, $"mounts after change {change}");
        Rig.Backend.CustomInEffect.ContainsKey("custom").ShouldBe(record is not null, $"custom step after change {change}");

        await next.PublishAsync(Request(), MountRig.Call, default);
        Rig.Table.Find(_target)!.IsReadOnly.ShouldBeTrue();
        await Unpublish(next, _target);
        Rig.MountsBelow(Rig.Folder).ShouldBe(0, $"after change {change}");
        Rig.Services.Store.All.ShouldBeEmpty();
        Directory.Exists(_target).ShouldBeFalse();
    }

    private async Task PublishWell(NodeMounts mounts) => await mounts.PublishAsync(Request(), MountRig.Call, default);

    private Abstractions.Models.PublishRequest Request() => Requests.Publish(_target, readOnly: true);
}
