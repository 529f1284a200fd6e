using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;

namespace CsiHost.TestKit.Conformance.Suites;

/// <summary>Listing snapshots (LIST_SNAPSHOTS). Nobody else may use the storage meanwhile.</summary>
/// <param name="host">The running host.</param>
public abstract class SnapshotListingSuite(ConformanceHost host) : ConformanceSuite(host)
{
    [Fact]
    public async Task List_All_EachIsWhole()
    {
        await CutAsync(2);

        (await ListAsync()).Entries.ShouldAllBe(entry =>
            entry.Snapshot.SnapshotId.Length > 0 && entry.Snapshot.SourceVolumeId.Length > 0 && entry.Snapshot.CreationTime != null);
    }

    [Fact]
    public async Task List_BySnapshot_GivesThatOne()
    {
        var snapshots = await CutAsync(3);

        (await ListAsync(snapshot: snapshots[1].SnapshotId)).Entries.ShouldHaveSingleItem().Snapshot.ShouldBe(snapshots[1]);
    }

    [Fact]
    public async Task List_ByUnknownSnapshot_IsEmpty() => (await ListAsync(snapshot: "none-exist-id")).Entries.ShouldBeEmpty();

    [Fact]
    public async Task List_ByVolume_GivesItsSnapshots()
    {
        var snapshots = await CutAsync(3);

        (await ListAsync(volume: snapshots[2].SourceVolumeId)).Entries.ShouldHaveSingleItem().Snapshot.SourceVolumeId.ShouldBe(snapshots[2].SourceVolumeId);
    }

    [Fact]
    public async Task List_ByUnknownVolume_IsEmpty() => (await ListAsync(volume: "fake-vol-id-0123456789")).Entries.ShouldBeEmpty();

    [Fact]
    public async Task List_SnapshotMadeAndDeleted_AppearsAndGoes()
    {
        var before = (await ListAsync()).Entries.Count;
        var snapshot = (await CutAsync(1))[0];
        (await ListAsync()).Entries.Count.ShouldBe(before + 1);

        await Scenario.DeleteSnapshotAsync(snapshot.SnapshotId);

        (await ListAsync()).Entries.Count.ShouldBe(before);
    }

    [Fact]
    public async Task List_Pages_TheSecondWithoutLimitHasTheRest()
    {
        await CutAsync(5);
        var all = (await ListAsync()).Entries.Count;

        var first = await ListAsync(limit: 2);
        first.Entries.Count.ShouldBe(2);
        var rest = await ListAsync(token: first.NextToken);

        rest.Entries.Count.ShouldBe(all - 2);
        rest.NextToken.ShouldBeEmpty();
        first.Entries.Concat(rest.Entries).Select(entry => entry.Snapshot.SnapshotId).ShouldBeUnique();
    }

    [Fact]
    public async Task List_ForeignToken_IsAborted() =>
        await Driver.ShouldEndWithAsync(
            ControllerMethods.ListSnapshots, new ListSnapshotsRequest { StartingToken = "invalid-token" }, StatusCode.Aborted);

    private async Task<IReadOnlyList<Snapshot>> CutAsync(int count)
    {
        var snapshots = new List<Snapshot>();
        for (var index = 0; index < count; index++)
        {
            var volume = await Scenario.CreateVolumeAsync();
            snapshots.Add(await Scenario.CreateSnapshotAsync(Scenario.SnapshotRequest(volume.VolumeId)));
        }

        return snapshots;
    }

    private async Task<ListSnapshotsResponse> ListAsync(string snapshot = "", string volume = "", int limit = 0, string token = "")
    {
        var request = new ListSnapshotsRequest { SnapshotId = snapshot, SourceVolumeId = volume, MaxEntries = limit, StartingToken = token };
        request.Secrets.Add(Scenario.Pairs(Settings.Secrets));
        return await Driver.CallAsync(ControllerMethods.ListSnapshots, request);
    }
}
