using CsiHost.Plugins.Efs.Controller;
using CsiHost.Plugins.Efs.Tests.Rig;
using CsiHost.StandIns.Aws;
using CsiHost.TestKit.Time;

namespace CsiHost.Plugins.Efs.Tests.Controller;

public sealed class GidPoolTests
{
    [Fact]
    public async Task Reserve_ComesLateWithAnOldListing_TakesNoIdThatANewerOneShows()
    {
        await using var rig = await EfsRig.StartAsync();
        var sut = new GidPool(new ManualTimeProvider());
        var old = await sut.ListAsync(rig.Efs, EfsRig.FileSystem, CancellationToken.None);
        sut.Reserve("a", GidRange.Default, old).ShouldBe(50_000);
        rig.Aws.Efs.Add(new StoredAccessPoint { FileSystemId = EfsRig.FileSystem, ClientToken = "a", Uid = 50_000, Gid = 50_000 });
        sut.Release("a", isCertain: true);
        var newer = await sut.ListAsync(rig.Efs, EfsRig.FileSystem, CancellationToken.None);
        sut.Reserve("b", GidRange.Default, newer).ShouldBe(50_001);

        sut.Reserve("c", GidRange.Default, old).ShouldBe(50_002);
    }
}
