using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;

namespace CsiHost.TestKit.Conformance.Suites;

/// <summary>Describing one snapshot (GET_SNAPSHOT).</summary>
/// <param name="host">The running host.</param>
public abstract class SnapshotGetSuite(ConformanceHost host) : ConformanceSuite(host)
{
    [Fact]
    public async Task Get_WithoutId_IsInvalid() =>
        await Driver.ShouldEndWithAsync(ControllerMethods.GetSnapshot, Request(""), StatusCode.InvalidArgument);

    [Fact]
    public async Task Get_Snapshot_IsTheOneAskedFor()
    {
        var volume = await Scenario.CreateVolumeAsync();
        await Scenario.CreateSnapshotAsync(Scenario.SnapshotRequest(volume.VolumeId));
        var snapshot = await Scenario.CreateSnapshotAsync(Scenario.SnapshotRequest(volume.VolumeId));
        await Scenario.CreateSnapshotAsync(Scenario.SnapshotRequest(volume.VolumeId));

        (await Driver.CallAsync(ControllerMethods.GetSnapshot, Request(snapshot.SnapshotId))).Snapshot.ShouldBe(snapshot);
    }

    [Fact]
    public async Task Get_UnknownSnapshot_IsNotFound() =>
        await Driver.ShouldEndWithAsync(ControllerMethods.GetSnapshot, Request("none-exist-id"), StatusCode.NotFound);

    private GetSnapshotRequest Request(string id)
    {
        var request = new GetSnapshotRequest { SnapshotId = id };
        request.Secrets.Add(Scenario.Pairs(Settings.Secrets));
        return request;
    }
}
