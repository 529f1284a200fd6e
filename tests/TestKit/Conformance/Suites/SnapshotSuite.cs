using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;

namespace CsiHost.TestKit.Conformance.Suites;

/// <summary>Cutting and deleting snapshots, and volumes made from them (CREATE_DELETE_SNAPSHOT).</summary>
/// <param name="host">The running host.</param>
public abstract class SnapshotSuite(ConformanceHost host) : ConformanceSuite(host)
{
    [Fact]
    public async Task Create_WithoutName_IsInvalid()
    {
        var request = Scenario.SnapshotRequest("testId");
        request.Name = "";

        await Driver.ShouldEndWithAsync(ControllerMethods.CreateSnapshot, request, StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task Create_WithoutSource_IsInvalid() =>
        await Driver.ShouldEndWithAsync(ControllerMethods.CreateSnapshot, Scenario.SnapshotRequest(""), StatusCode.InvalidArgument);

    [Fact]
    public async Task Create_UnknownSource_IsNotFound() =>
        await Driver.ShouldEndWithAsync(ControllerMethods.CreateSnapshot, Scenario.SnapshotRequest("fake-vol-id-0123456789"), StatusCode.NotFound);

    [Fact]
    public async Task Create_SameNameAndSource_GivesTheSameSnapshot()
    {
        var volume = await Scenario.CreateVolumeAsync();
        var request = Scenario.SnapshotRequest(volume.VolumeId);

        var first = await Scenario.CreateSnapshotAsync(request);

        for (var repeat = 1; repeat < 10; repeat++)
            (await Scenario.CreateSnapshotAsync(request)).ShouldBe(first);
    }

    [Fact]
    public async Task Create_SameNameAndOtherSource_AlreadyExists()
    {
        var one = await Scenario.CreateVolumeAsync();
        var two = await Scenario.CreateVolumeAsync();
        var request = Scenario.SnapshotRequest(one.VolumeId);
        await Scenario.CreateSnapshotAsync(request);

        request.SourceVolumeId = two.VolumeId;
        await Driver.ShouldEndWithAsync(ControllerMethods.CreateSnapshot, request, StatusCode.AlreadyExists);
    }

    [Fact]
    public async Task Create_LongestName_WorksAndMayBeRepeated()
    {
        var volume = await Scenario.CreateVolumeAsync();
        var request = Scenario.SnapshotRequest(volume.VolumeId, Scenario.NewName("snapshot").PadRight(128, 'a'));

        var first = await Scenario.CreateSnapshotAsync(request);

        (await Scenario.CreateSnapshotAsync(request)).SnapshotId.ShouldBe(first.SnapshotId);
    }

    [Fact]
    public async Task Delete_WithoutId_IsInvalid() =>
        await Driver.ShouldEndWithAsync(ControllerMethods.DeleteSnapshot, new DeleteSnapshotRequest(), StatusCode.InvalidArgument);

    [Fact]
    public async Task Delete_UnknownId_Succeeds() => await Scenario.DeleteSnapshotAsync("reallyfakesnapshotid");

    [Fact]
    public async Task Delete_Snapshot_SucceedsTwice()
    {
        var volume = await Scenario.CreateVolumeAsync();
        var snapshot = await Scenario.CreateSnapshotAsync(Scenario.SnapshotRequest(volume.VolumeId));

        await Scenario.DeleteSnapshotAsync(snapshot.SnapshotId);
        await Scenario.DeleteSnapshotAsync(snapshot.SnapshotId);
    }

    [Fact]
    public async Task Restore_Snapshot_NamesItsSourceAndHasItsContent()
    {
        var volume = await Scenario.CreateVolumeAsync();
        var (_, target) = await Scenario.PublishAsync(volume);
        await File.WriteAllTextAsync(Path.Combine(target, "file"), "before");
        var snapshot = await Scenario.CreateSnapshotAsync(Scenario.SnapshotRequest(volume.VolumeId));
        await File.WriteAllTextAsync(Path.Combine(target, "file"), "after");

        var request = Scenario.VolumeRequest();
        request.VolumeContentSource = new() { Snapshot = new() { SnapshotId = snapshot.SnapshotId } };
        var restored = await Scenario.CreateVolumeAsync(request);

        restored.ContentSource.ShouldBe(request.VolumeContentSource);
        (await Scenario.CreateVolumeAsync(request)).ShouldBe(restored);
        var (_, second) = await Scenario.PublishAsync(restored);
        (await File.ReadAllTextAsync(Path.Combine(second, "file"))).ShouldBe("before");
    }

    [Fact]
    public async Task Restore_UnknownSnapshot_IsNotFound()
    {
        var request = Scenario.VolumeRequest();
        request.VolumeContentSource = new() { Snapshot = new() { SnapshotId = "non-existing-snapshot-id" } };

        await Driver.ShouldEndWithAsync(ControllerMethods.CreateVolume, request, StatusCode.NotFound);
    }

    [Fact]
    public async Task Restore_ExactlySmallerThanTheSnapshot_IsOutOfRange()
    {
        var volume = await Scenario.CreateVolumeAsync();
        var snapshot = await Scenario.CreateSnapshotAsync(Scenario.SnapshotRequest(volume.VolumeId));
        if (snapshot.SizeBytes <= 1)
            return; // a size that is not known cannot be broken
        var request = Scenario.VolumeRequest();
        request.VolumeContentSource = new() { Snapshot = new() { SnapshotId = snapshot.SnapshotId } };
        request.CapacityRange = new() { RequiredBytes = snapshot.SizeBytes / 2, LimitBytes = snapshot.SizeBytes / 2 };

        await Driver.ShouldEndWithAsync(ControllerMethods.CreateVolume, request, StatusCode.OutOfRange);
    }
}
