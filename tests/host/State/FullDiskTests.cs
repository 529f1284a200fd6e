using CsiHost.Abstractions.Errors;
using CsiHost.Native;
using CsiHost.State;
using CsiHost.Tests.Mounts.Rig;

namespace CsiHost.Tests.State;

[Trait("tier", "functional")]
public sealed class FullDiskTests : MountTest
{
    private readonly string _small;

    public FullDiskTests()
    {
        _small = Rig.State + "/mounts";
        MountCalls.Mount("small", _small, "tmpfs", MountFlags.None, "size=64k", _small);
    }

    [Fact]
    public async Task WriteAsync_FullDisk_KeepsTheOldDocument()
    {
        var sut = new FileStateStore(_small);
        await sut.WriteAsync("doc", "old"u8.ToArray(), default);

        var error = await Should.ThrowAsync<CsiException>(sut.WriteAsync("doc", new byte[128 * 1024], default).AsTask());

        error.Kind.ShouldBe(CsiErrorKind.ResourceExhausted);
        (await sut.ReadAsync("doc", default)).ShouldBe("old"u8.ToArray());
        Directory.GetFiles(_small).Length.ShouldBe(1);
    }

    [Fact]
    public async Task PublishAsync_FullDisk_DoesNothingAndUnpublishStillWorks()
    {
        var first = Rig.Target("pod-1");
        var second = Rig.Target("pod-2");
        Rig.Backend.Plan = request => Requests.BindPlan(Rig.Volume("a"), request.TargetPath.Value);
        var sut = Rig.Restart();
        await sut.PublishAsync(Requests.Publish(first), MountRig.Call, default);
        Fill();

        (await Refused(sut.PublishAsync(Requests.Publish(second), MountRig.Call, default))).Kind.ShouldBe(CsiErrorKind.ResourceExhausted);
        Rig.Table.Find(second).ShouldBeNull();
        Directory.Exists(second).ShouldBeFalse();

        await Unpublish(sut, first);
        Rig.Table.Find(first).ShouldBeNull();
        Rig.Services.Store.All.ShouldBeEmpty();
    }

    private void Fill()
    {
        using var filler = File.Create(_small + "/filler");
        Should.Throw<IOException>(() =>
        {
            while (true)
                filler.Write(new byte[4096]);
        });
    }
}
