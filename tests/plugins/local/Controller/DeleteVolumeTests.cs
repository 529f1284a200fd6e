using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.Local.Tests.Controller;

public sealed class DeleteVolumeTests : BackendTest
{
    [Fact]
    public async Task Delete_Volume_RemovesItAndItsData()
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));
        SystemTools.Shell(Sut.DataOf(volume.Id.Value), "mkdir -p a/b; touch a/b/c; ln -s / root");

        await Sut.DeleteAsync(volume.Id);

        (await Sut.ListAsync()).ShouldBeEmpty();
        Sut.Leftovers.ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(Folder["root", "volumes"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task Delete_TwiceAndUnknown_IsNoError()
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));

        await Sut.DeleteAsync(volume.Id);
        await Sut.DeleteAsync(volume.Id);
    }

    [Fact]
    public async Task Delete_ThenCreateOfTheName_MakesAnEmptyVolume()
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));
        await File.WriteAllTextAsync(Path.Combine(Sut.DataOf(volume.Id.Value), "file"), "");
        await Sut.DeleteAsync(volume.Id);

        var again = await Sut.CreateAsync(Requests.Create("name", 5));

        again.CapacityBytes.ShouldBe(5);
        Directory.EnumerateFileSystemEntries(Sut.DataOf(again.Id.Value)).ShouldBeEmpty();
    }

    public static TheoryData<string, string, string> Uses => new()
    {
        { "staged", "{data}", "/staging" },
        { "a folder of it bound", "{data}/sub", "/elsewhere" },
        { "something mounted inside", "/other", "{data}/inside" },
    };

    [Theory]
    [MemberData(nameof(Uses))]
    public async Task Delete_VolumeInUse_IsRefusedAndNothingIsDeleted(string because, string source, string target)
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));
        var data = Sut.DataOf(volume.Id.Value);
        Sut.MountTable.AddBind(source.Replace("{data}", data), target.Replace("{data}", data));

        var exception = await Should.ThrowAsync<CsiException>(() => Sut.DeleteAsync(volume.Id));

        exception.Kind.ShouldBe(CsiErrorKind.FailedPrecondition, because);
        exception.Message.ShouldContain(target.Replace("{data}", data));
        (await Sut.ListAsync()).ShouldHaveSingleItem();
        Sut.MountTable.Remove(target.Replace("{data}", data));
        await Sut.DeleteAsync(volume.Id);
    }

    [Fact]
    public async Task Delete_OtherVolumeInUse_Works()
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));
        var other = await Sut.CreateAsync(Requests.Create("other"));
        Sut.MountTable.AddBind(Sut.DataOf(other.Id.Value), "/staging");
        Sut.MountTable.Add("/far", "ext4", "/dev/sdb", "8:16", Sut.DataOf(volume.Id.Value), []); // same path on another device

        await Sut.DeleteAsync(volume.Id);
    }

    [Fact]
    public async Task Delete_RootOnAMountOfItsOwn_FindsTheUse()
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));
        Sut.MountTable.Add(Folder["root"], "xfs", "/dev/sdc", "8:32", "/", []);
        Sut.MountTable.Add("/target", "xfs", "/dev/sdc", "8:32", $"/volumes/{volume.Id}/data", []);

        (await KindOfAsync(() => Sut.DeleteAsync(volume.Id))).ShouldBe(CsiErrorKind.FailedPrecondition);
    }

    [Fact]
    public async Task Delete_CancelledInTheMiddle_IsFinishedByTheRepeat()
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));
        await File.WriteAllTextAsync(Path.Combine(Sut.DataOf(volume.Id.Value), "file"), "");
        var trashed = Folder["root", "trash", volume.Id.Value + ".0123"];
        Directory.Move(Folder["root", "volumes", volume.Id.Value], trashed); // as a cancelled call leaves it

        await Sut.DeleteAsync(volume.Id);

        Directory.Exists(trashed).ShouldBeFalse();
    }

    [Fact]
    public async Task Delete_FromManyCallsAtOnce_AllSucceed()
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));
        SystemTools.Shell(Sut.DataOf(volume.Id.Value), "mkdir -p d{1..30}/e; touch d{1..30}/e/f{1..10}");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Sut.DeleteAsync(volume.Id)));

        Sut.Leftovers.ShouldBeEmpty();
    }
}
