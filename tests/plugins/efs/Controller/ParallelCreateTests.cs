using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Tests.Rig;
using CsiHost.StandIns.Aws;

namespace CsiHost.Plugins.Efs.Tests.Controller;

/// <summary>Many creations at once, in a file system that is nearly or quite full.</summary>
public sealed class ParallelCreateTests
{
    [Fact]
    public async Task Create_AHundredInParallel_ShareNoGroupId()
    {
        await using var rig = await EfsRig.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(index => rig.CreateAsync("", $"pvc-{index}")));

        var gids = rig.Aws.Efs.AccessPoints.Select(static point => point.Gid!.Value).Order().ToArray();
        gids.Distinct().Count().ShouldBe(100);
        gids[^1].ShouldBeLessThan(50_000 + 200);
        // Without sharing there would be one listing a call.
        rig.Aws.Count("DescribeAccessPoints").ShouldBeLessThan(60);
    }

    [Fact]
    public async Task Create_BesideTenThousand_TakesTheLastFreeId()
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Aws.Efs.Add(new StoredFileSystem { Id = EfsRig.FileSystem, MaxAccessPoints = 20_000 });
        rig.Aws.Efs.Add(CreateVolumeTests.Used("50000-59994"));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(index => rig.CreateAsync("", $"pvc-{index}")));

        var made = rig.Aws.Efs.AccessPoints.Where(static point => point.ClientToken.Length > 0).Select(static point => point.Gid!.Value);
        made.Order().ShouldBe([59995, 59996, 59997, 59998, 59999, 60000]);
        (await Should.ThrowAsync<CsiException>(() => rig.CreateAsync("", "pvc-7"))).Kind.ShouldBe(CsiErrorKind.ResourceExhausted);
    }

    [Fact]
    public async Task Create_WhileOneHangs_TakesAnotherId()
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Aws.Faults.Set("CreateAccessPoint", new AwsFault { Hangs = true });
        var first = rig.CreateAsync("", "pvc-1");
        await rig.Aws.Faults.HangingAsync("CreateAccessPoint");

        await rig.CreateAsync("", "pvc-2");
        rig.Aws.Faults.Release();
        await first;

        rig.Aws.Efs.AccessPoints.Select(static point => point.Gid).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Create_DeletedInBetween_TakesTheFreedIdAgain()
    {
        await using var rig = await EfsRig.StartAsync();
        var first = await rig.CreateAsync("", "pvc-1");
        await rig.DeleteAsync(first.Id.Value);

        await rig.CreateAsync("", "pvc-2");

        rig.Aws.Efs.AccessPoints.Single().Gid.ShouldBe(50_000);
    }

    [Fact]
    public async Task Create_FirstFileSystemIsFull_GoesToTheNext()
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Aws.Efs.Add(new StoredFileSystem { Id = EfsRig.FileSystem, MaxAccessPoints = 1 });
        var both = $"fileSystemId={EfsRig.FileSystem}, {EfsRig.OtherFileSystem}";

        (await rig.CreateAsync(both, "pvc-1")).Id.Value.ShouldStartWith(EfsRig.FileSystem);
        var second = await rig.CreateAsync(both, "pvc-2");
        var again = await rig.CreateAsync(both, "pvc-2");

        second.Id.Value.ShouldStartWith(EfsRig.OtherFileSystem);
        again.Id.ShouldBe(second.Id);
    }

    [Fact]
    public async Task Create_FirstHasRoomAgain_StillFindsTheVolumeInTheSecond()
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Aws.Efs.Add(new StoredAccessPoint { Id = "fsap-cccccccc", FileSystemId = EfsRig.OtherFileSystem, ClientToken = "pvc-1", Uid = 50000, Gid = 50000 });

        (await rig.CreateAsync($"fileSystemId={EfsRig.FileSystem},{EfsRig.OtherFileSystem}")).Id.Value.ShouldBe($"{EfsRig.OtherFileSystem}::fsap-cccccccc");
    }

    [Fact]
    public async Task Create_AllFileSystemsAreFull_IsResourceExhausted()
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Aws.Efs.Add(new StoredFileSystem { Id = EfsRig.FileSystem, MaxAccessPoints = 0 });
        rig.Aws.Efs.Add(new StoredFileSystem { Id = EfsRig.OtherFileSystem, MaxAccessPoints = 0 });

        var error = await Should.ThrowAsync<CsiException>(() => rig.CreateAsync($"fileSystemId={EfsRig.FileSystem},{EfsRig.OtherFileSystem}"));

        error.Kind.ShouldBe(CsiErrorKind.ResourceExhausted);
        error.Message.ShouldContain(EfsRig.OtherFileSystem);
    }
}
