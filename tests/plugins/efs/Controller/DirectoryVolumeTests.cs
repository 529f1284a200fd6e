using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Tests.Rig;

namespace CsiHost.Plugins.Efs.Tests.Controller;

/// <summary>Volumes that are directories, without an access point. Owners need root.</summary>
[Trait("tier", "functional")]
public sealed class DirectoryVolumeTests
{
    private const string Mode = "provisioningMode=efs-dir";

    [Fact]
    public async Task Create_Directory_HasPathOwnerAndMode()
    {
        await using var rig = await EfsRig.StartAsync();

        var volume = await rig.CreateAsync($"{Mode}|basePath=/team|uid=1000|gid=2000|directoryPerms=0750");

        volume.Id.Value.ShouldBe($"{EfsRig.FileSystem}:/team/pvc-1");
        File.GetUnixFileMode(Path.Combine(rig.RootMount.RootOf(EfsRig.FileSystem), "team", "pvc-1"))
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
        rig.Aws.Requests.ShouldBeEmpty();
        rig.RootMount.Calls.ShouldBe(["mount fs-abcd1234 tls,iam", "unmount fs-abcd1234"]);
    }

    [Fact]
    public async Task Create_Repeated_GivesTheSameDirectoryInSpiteOfTheSuffix()
    {
        await using var rig = await EfsRig.StartAsync();

        var first = await rig.CreateAsync(Mode + "|subPathPattern=${.PVC.name}");
        var again = await rig.CreateAsync(Mode + "|subPathPattern=${.PVC.name}");

        again.Id.ShouldBe(first.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Delete_Directory_RemovesTheDataOnlyWhenTold(bool deletes)
    {
        await using var rig = await EfsRig.StartAsync(options => options.DeleteAccessPointRootDirectory = deletes);
        var volume = await rig.CreateAsync(Mode);

        await rig.DeleteAsync(volume.Id.Value);
        await rig.DeleteAsync(volume.Id.Value);

        Directory.Exists(Path.Combine(rig.RootMount.RootOf(EfsRig.FileSystem), "pvc-1")).ShouldBe(!deletes);
    }

    [Fact]
    public async Task Delete_DirectoryOfAnAdministrator_IsLeftAlone()
    {
        await using var rig = await EfsRig.StartAsync(static options => options.DeleteAccessPointRootDirectory = true);
        var kept = Directory.CreateDirectory(Path.Combine(rig.RootMount.RootOf(EfsRig.FileSystem), "data")).FullName;

        await rig.DeleteAsync($"{EfsRig.FileSystem}:/data");

        Directory.Exists(kept).ShouldBeTrue();
    }

    [Theory]
    [InlineData("subPathPattern=|ensureUniqueDirectory=false")]
    [InlineData("directoryPerms=rwx")]
    [InlineData("reuseAccessPoint=true")]
    public async Task Create_BadRequest_IsRefused(string changes)
    {
        await using var rig = await EfsRig.StartAsync();

        (await Should.ThrowAsync<CsiException>(() => rig.CreateAsync($"{Mode}|{changes}"))).Kind.ShouldBe(CsiErrorKind.InvalidArgument);
        rig.RootMount.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_InParallel_SharesTheMount()
    {
        await using var rig = await EfsRig.StartAsync();

        var volumes = await Task.WhenAll(Enumerable.Range(0, 50).Select(index => rig.CreateAsync(Mode, $"pvc-{index}")));

        volumes.Select(static volume => volume.Id.Value).Distinct().Count().ShouldBe(50);
        rig.RootMount.Calls[^1].ShouldBe("unmount fs-abcd1234");
    }
}
