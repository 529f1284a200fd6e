using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Plugins.Local.Node;

namespace CsiHost.Plugins.Local.Tests.Controller;

public sealed class ChangeTests : BackendTest
{
    public static TheoryData<string, long, long, long?> Ranges => new()
    {
        { "larger", 2000, 0, 2000 },
        { "exactly larger", 2000, 2000, 2000 },
        { "equal", 1000, 0, 1000 },
        { "large enough already", 500, 0, 1000 },
        { "limit below", 0, 500, null },
        { "larger than any file system", long.MaxValue, 0, null },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task Expand_Range_GivesThatSizeAndKeepsIt(string because, long required, long limit, long? expected)
    {
        var volume = await Sut.CreateAsync(Requests.Create("name", 1000));
        var request = new ExpandVolumeRequest { VolumeId = volume.Id, Capacity = new CapacityRange { RequiredBytes = required, LimitBytes = limit } };

        var kind = await KindOfAsync(async () => (await Sut.Changes.ExpandAsync(request, LocalBackend.Call, CancellationToken.None)).CapacityBytes.ShouldBe(expected!.Value));

        kind.ShouldBe(expected is null ? CsiErrorKind.OutOfRange : null, because);
        await RestartAsync();
        Sut.Store.Volumes.Find(volume.Id.Value)!.CapacityBytes.ShouldBe(expected ?? 1000, because);
    }

    [Fact]
    public async Task ExpandAndModify_UnknownVolume_IsNotFound()
    {
        var id = new VolumeId("fake-vol-id");

        (await KindOfAsync(async () => await Sut.Changes.ExpandAsync(
            new ExpandVolumeRequest { VolumeId = id, Capacity = new CapacityRange { RequiredBytes = 1 } }, LocalBackend.Call, CancellationToken.None)))
            .ShouldBe(CsiErrorKind.NotFound);
        (await KindOfAsync(() => ModifyAsync(id, "0700"))).ShouldBe(CsiErrorKind.NotFound);
    }

    [Fact]
    public async Task Modify_Mode_ChangesTheFolderAndMayBeRepeated()
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));

        await ModifyAsync(volume.Id, "0750");
        await ModifyAsync(volume.Id, "0750");

        SystemTools.Run("stat", "-c", "%a", Sut.DataOf(volume.Id.Value)).Trim().ShouldBe("750");
        (await Sut.CreateAsync(Requests.Create("name"))).Id.ShouldBe(volume.Id);
    }

    [Theory]
    [InlineData("directoryMode", "nine")]
    [InlineData("uid", "1")]
    [InlineData("XXX_FakeKey", "1")]
    public async Task Modify_BadKeyOrValue_ChangesNothing(string key, string value)
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));
        var request = new ModifyVolumeRequest
        {
            VolumeId = volume.Id,
            MutableParameters = new Dictionary<string, string> { ["directoryMode"] = "0700", [key] = value },
        };

        (await KindOfAsync(async () => await Sut.Changes.ModifyAsync(request, LocalBackend.Call, CancellationToken.None)))
            .ShouldBe(CsiErrorKind.InvalidArgument);

        SystemTools.Run("stat", "-c", "%a", Sut.DataOf(volume.Id.Value)).Trim().ShouldBe("777");
    }

    [Fact]
    public async Task Capacity_HereAndElsewhere_IsFreeSpaceAndNothing()
    {
        var here = await Sut.Capacity.GetCapacityAsync(
            new CapacityQuery { Topology = new Dictionary<string, string> { [ThisNode.TopologyKey] = "node-1" } }, CancellationToken.None);
        var elsewhere = await Sut.Capacity.GetCapacityAsync(
            new CapacityQuery { Topology = new Dictionary<string, string> { [ThisNode.TopologyKey] = "node-2" } }, CancellationToken.None);

        here.AvailableBytes.ShouldBeGreaterThan(0);
        here.MaximumVolumeBytes.ShouldBe(new DriveInfo(Folder.Path).TotalSize);
        elsewhere.AvailableBytes.ShouldBe(0);
    }

    private async Task ModifyAsync(VolumeId id, string mode) =>
        await Sut.Changes.ModifyAsync(
            new ModifyVolumeRequest { VolumeId = id, MutableParameters = new Dictionary<string, string> { ["directoryMode"] = mode } },
            LocalBackend.Call,
            CancellationToken.None);
}
