using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;

namespace CsiHost.TestKit.Conformance.Suites;

/// <summary>Listing volumes (LIST_VOLUMES). Nobody else may use the storage meanwhile.</summary>
/// <param name="host">The running host.</param>
public abstract class ListingSuite(ConformanceHost host) : ConformanceSuite(host)
{
    [Fact]
    public async Task List_All_EachHasAnId()
    {
        await Scenario.CreateVolumeAsync();

        (await ListAsync(new ListVolumesRequest())).Entries.ShouldAllBe(entry => entry.Volume.VolumeId.Length > 0);
    }

    [Fact]
    public async Task List_ForeignToken_IsAborted() =>
        await Driver.ShouldEndWithAsync(ControllerMethods.ListVolumes, new ListVolumesRequest { StartingToken = "invalid-token" }, StatusCode.Aborted);

    [Fact]
    public async Task List_VolumeMadeAndDeleted_AppearsAndGoes()
    {
        var before = (await ListAsync(new ListVolumesRequest())).Entries.Count;
        var volume = await Scenario.CreateVolumeAsync();
        (await ListAsync(new ListVolumesRequest())).Entries.Count.ShouldBe(before + 1);

        await Scenario.DeleteVolumeAsync(volume.VolumeId);

        (await ListAsync(new ListVolumesRequest())).Entries.Count.ShouldBe(before);
    }

    [Fact]
    public async Task List_PagesWhileVolumesComeAndGo_GivesEachStayingVolumeOnce()
    {
        var staying = new HashSet<string>();
        for (var index = 0; index < 6; index++)
            staying.Add((await Scenario.CreateVolumeAsync()).VolumeId);
        var going = await Scenario.CreateVolumeAsync();
        var seen = new List<string>();

        var request = new ListVolumesRequest { MaxEntries = 2 };
        do
        {
            var page = await ListAsync(request);
            page.Entries.Count.ShouldBeLessThanOrEqualTo(2);
            seen.AddRange(page.Entries.Select(entry => entry.Volume.VolumeId));
            request.StartingToken = page.NextToken;
            await Scenario.DeleteVolumeAsync(going.VolumeId);
            await Scenario.CreateVolumeAsync();
        }
        while (request.StartingToken.Length > 0 && seen.Count < 1000);

        seen.ShouldBeUnique();
        staying.ShouldBeSubsetOf(seen);
    }

    [Fact]
    public async Task List_NegativeLimit_IsInvalid() =>
        await Driver.ShouldEndWithAsync(ControllerMethods.ListVolumes, new ListVolumesRequest { MaxEntries = -1 }, StatusCode.InvalidArgument);

    private async Task<ListVolumesResponse> ListAsync(ListVolumesRequest request) => await Driver.CallAsync(ControllerMethods.ListVolumes, request);
}
