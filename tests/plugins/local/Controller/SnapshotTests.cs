using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;

namespace CsiHost.Plugins.Local.Tests.Controller;

public sealed class SnapshotTests : BackendTest
{
    [Fact]
    public async Task Create_Volume_GivesAReadySnapshotOfNow()
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));
        Sut.Time.Advance(TimeSpan.FromDays(1));

        var snapshot = await Sut.SnapshotAsync("snapshot", volume.Id);

        snapshot.SourceVolume.ShouldBe(volume.Id);
        snapshot.CreatedAt.ShouldBe(Sut.Time.GetUtcNow());
        snapshot.SizeBytes.ShouldBe(Requests.Size);
        snapshot.IsReady.ShouldBeTrue();
    }

    [Fact]
    public async Task Create_Repeated_GivesTheSameAlsoWhenTheVolumeIsGone()
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));
        var first = await Sut.SnapshotAsync("snapshot", volume.Id);
        await Sut.DeleteAsync(volume.Id);
        Sut.Time.Advance(TimeSpan.FromDays(1));

        (await Sut.SnapshotAsync("snapshot", volume.Id)).ShouldBe(first);
    }

    [Fact]
    public async Task Create_NameOfAnotherVolumesSnapshot_IsIncompatible()
    {
        var one = await Sut.CreateAsync(Requests.Create("one"));
        var two = await Sut.CreateAsync(Requests.Create("two"));
        await Sut.SnapshotAsync("snapshot", one.Id);

        (await KindOfAsync(() => Sut.SnapshotAsync("snapshot", two.Id))).ShouldBe(CsiErrorKind.Incompatible);
    }

    [Fact]
    public async Task Create_UnknownParameter_IsRefused()
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));
        var request = Requests.Snapshot("snapshot", volume.Id) with { Parameters = new Dictionary<string, string> { ["speed"] = "high" } };

        (await KindOfAsync(async () => await Sut.Snapshots.CreateAsync(request, LocalBackend.Call, CancellationToken.None)))
            .ShouldBe(CsiErrorKind.InvalidArgument);
    }

    [Fact]
    public async Task Create_ManyAtOnce_MakeOneSnapshot()
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));
        SystemTools.Shell(Sut.DataOf(volume.Id.Value), "touch f{1..100}");

        var snapshots = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Sut.SnapshotAsync("snapshot", volume.Id)));

        snapshots.Select(snapshot => snapshot.Id).Distinct().ShouldHaveSingleItem();
        Sut.Leftovers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Snapshot_LaterWrites_DoNotReachIt()
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));
        var file = Path.Combine(Sut.DataOf(volume.Id.Value), "file");
        await File.WriteAllTextAsync(file, "before");
        var snapshot = await Sut.SnapshotAsync("snapshot", volume.Id);
        await File.WriteAllTextAsync(file, "after");

        var restored = await Sut.Copies.RestoreAsync(Requests.Create("restored"), snapshot.Id, LocalBackend.Call, CancellationToken.None);

        (await File.ReadAllTextAsync(Path.Combine(Sut.DataOf(restored.Id.Value), "file"))).ShouldBe("before");
    }

    public static TheoryData<string, string?, string?, int> Filters => new()
    {
        { "none", null, null, 4 },
        { "one snapshot", "snapshot-1", null, 1 },
        { "one volume", null, "volume-0", 2 },
        { "both, fitting", "snapshot-0", "volume-0", 1 },
        { "both, not fitting", "snapshot-1", "volume-0", 0 },
        { "unknown snapshot", "none", null, 0 },
        { "unknown volume", null, "none", 0 },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task List_Filter_GivesThose(string because, string? snapshot, string? volume, int expected)
    {
        for (var index = 0; index < 4; index++)
            await Sut.SnapshotAsync($"snapshot-{index}", (await Sut.CreateAsync(Requests.Create($"volume-{index % 2}"))).Id);
        var request = new ListSnapshotsRequest
        {
            SnapshotId = snapshot is null ? null : new SnapshotId(Sut.Store.Snapshots.IdOf(snapshot)),
            SourceVolume = volume is null ? null : new VolumeId(Sut.Store.Volumes.IdOf(volume)),
        };

        (await Sut.Snapshots.ListAsync(request, CancellationToken.None)).Entries.Count.ShouldBe(expected, because);
    }

    [Fact]
    public async Task Delete_Snapshot_IsGoneAndRepeatsAreNoError()
    {
        var volume = await Sut.CreateAsync(Requests.Create("name"));
        var snapshot = await Sut.SnapshotAsync("snapshot", volume.Id);

        for (var times = 0; times < 2; times++)
            await Sut.Snapshots.DeleteAsync(new DeleteSnapshotRequest { SnapshotId = snapshot.Id }, LocalBackend.Call, CancellationToken.None);

        (await Sut.Snapshots.GetAsync(snapshot.Id, Secrets.Empty, CancellationToken.None)).ShouldBeNull();
        (await Sut.ListAsync()).ShouldHaveSingleItem();
    }
}
