using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Errors;
using CsiHost.Drivers;
using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using Mode = CsiHost.Rpc.Proto.VolumeCapability.Types.AccessMode.Types.Mode;
using Models = CsiHost.Abstractions.Models;

namespace CsiHost.Tests.Rpc.Services;

public sealed class ControllerServiceTests
{
    [Fact]
    public async Task CreateVolume_FromNothing_AsksTheProvisioner()
    {
        await using var sut = new DriverHarness();

        var response = await sut.CallAsync(ControllerMethods.CreateVolume, Requests.CreateVolume());

        sut.Backend.Asked.ShouldBe(["CreateVolume"]);
        response.Volume.VolumeId.ShouldBe("v1");
        response.Volume.ContentSource.ShouldBeNull();
        response.Volume.VolumeContext.ShouldContainKeyAndValue("k", "v");
    }

    [Fact]
    public async Task CreateVolume_FromSnapshot_AsksTheRestorerAndEchoesTheSource()
    {
        await using var sut = new DriverHarness();
        var request = Requests.CreateVolume();
        request.VolumeContentSource = new() { Snapshot = new() { SnapshotId = "s9" } };

        var response = await sut.CallAsync(ControllerMethods.CreateVolume, request);

        sut.Backend.Asked.ShouldBe(["RestoreAsync"]);
        response.Volume.ContentSource.ShouldBe(request.VolumeContentSource);
    }

    [Fact]
    public async Task CreateVolume_FromVolume_AsksTheClonerAndEchoesTheSource()
    {
        await using var sut = new DriverHarness();
        var request = Requests.CreateVolume();
        request.VolumeContentSource = new() { Volume = new() { VolumeId = "v9" } };

        var response = await sut.CallAsync(ControllerMethods.CreateVolume, request);

        sut.Backend.Asked.ShouldBe(["CloneAsync"]);
        response.Volume.ContentSource.ShouldBe(request.VolumeContentSource);
    }

    [Theory]
    [InlineData(true, "volume_content_source.snapshot")]
    [InlineData(false, "volume_content_source.volume")]
    public async Task CreateVolume_FromASourceTheDriverCannotCopy_IsInvalid(bool isSnapshot, string field)
    {
        await using var sut = new DriverHarness(interfaces: DriverHarness.Without(typeof(ISnapshotRestorer), typeof(IVolumeCloner)));
        var request = Requests.CreateVolume();
        request.VolumeContentSource = isSnapshot ? new() { Snapshot = new() { SnapshotId = "s" } } : new() { Volume = new() { VolumeId = "v" } };

        var error = await sut.FailAsync(ControllerMethods.CreateVolume, request);

        error.Code.ShouldBe(StatusCode.InvalidArgument);
        error.Message.ShouldStartWith(field);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1024, true)]
    [InlineData(2048, true)]
    [InlineData(1023, false)]
    [InlineData(2049, false)]
    [InlineData(-1, false)]
    public async Task CreateVolume_WithAnAnswerOutsideTheRange_IsInternal(long bytes, bool isGood)
    {
        await using var sut = new DriverHarness();
        sut.Backend.Volume = sut.Backend.Volume! with { CapacityBytes = bytes };
        var request = Requests.CreateVolume();
        request.CapacityRange = Requests.Range(1024, 2048);

        var error = await Record.ExceptionAsync(() => sut.CallAsync(ControllerMethods.CreateVolume, request));

        (error is null).ShouldBe(isGood);
        (error as CallStatusException)?.Code.ShouldBe(StatusCode.Internal);
    }

    [Fact]
    public async Task CreateVolume_WithMutableParameters_NeedsAModifier()
    {
        await using var sut = new DriverHarness(interfaces: DriverHarness.Without(typeof(IVolumeModifier)));
        var request = Requests.CreateVolume();
        request.MutableParameters.Add("tier", "hot");

        (await sut.FailAsync(ControllerMethods.CreateVolume, request)).Message.ShouldStartWith("mutable_parameters is not supported");
    }

    [Fact]
    public async Task CreateVolume_AgainstTheDriversRules_IsInvalid()
    {
        await using var sut = new DriverHarness();
        sut.Backend.Rules = FakeBackend.AnyMode with { ParameterKeys = new HashSet<string> { "good" } };
        var request = Requests.CreateVolume();
        request.Parameters.Add("csi.storage.k8s.io/pvc/name", "claim");
        request.Parameters.Add("bad", "x");

        var error = await sut.FailAsync(ControllerMethods.CreateVolume, request);

        error.Message.ShouldBe("parameters[bad] is not supported; supported: good");
    }

    [Fact]
    public async Task Delete_OfWhatIsGone_IsOk()
    {
        await using var sut = new DriverHarness();
        sut.Backend.OnCall = (_, _) => throw CsiErrors.NotFound("gone");

        await sut.CallAsync(ControllerMethods.DeleteVolume, new DeleteVolumeRequest { VolumeId = "v1" });
        await sut.CallAsync(ControllerMethods.DeleteSnapshot, new DeleteSnapshotRequest { SnapshotId = "s1" });

        sut.Backend.Asked.ShouldBe(["DeleteVolume", "DeleteSnapshot"]);
    }

    [Fact]
    public async Task ControllerUnpublish_WithoutNode_MeansEveryNode()
    {
        await using var sut = new DriverHarness();

        await sut.CallAsync(ControllerMethods.ControllerUnpublishVolume, new ControllerUnpublishVolumeRequest { VolumeId = "v1" });

        sut.Backend.Last<Models.DetachRequest>().NodeId.ShouldBeNull();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task ControllerPublish_PassesReadOnly_OnlyToWhoHonoursIt(bool supports, bool expected)
    {
        await using var sut = new DriverHarness();
        sut.Backend.SupportsReadOnly = supports;
        var request = (ControllerPublishVolumeRequest)Requests.All["/csi.v1.Controller/ControllerPublishVolume"]();

        var response = await sut.CallAsync(ControllerMethods.ControllerPublishVolume, request);

        sut.Backend.Last<Models.AttachRequest>().ReadOnly.ShouldBe(expected);
        response.PublishContext.ShouldContainKeyAndValue("device", "/dev/x");
    }

    [Fact]
    public async Task Validate_OfAMissingVolume_IsNotFound()
    {
        await using var sut = new DriverHarness();
        sut.Backend.Exists = false;

        (await sut.FailAsync(ControllerMethods.ValidateVolumeCapabilities, Validation())).Code.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task Validate_WithoutALookup_AsksTheGetter()
    {
        await using var sut = new DriverHarness(interfaces: DriverHarness.Without(typeof(IVolumeLookup)));
        sut.Backend.Entry = null;

        (await sut.FailAsync(ControllerMethods.ValidateVolumeCapabilities, Validation())).Code.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task Validate_OfWhatTheRulesAllow_ConfirmsWithAnEcho()
    {
        await using var sut = new DriverHarness();
        var request = Validation();
        request.VolumeContext.Add("a", "b");
        request.Parameters.Add("c", "d");

        var response = await sut.CallAsync(ControllerMethods.ValidateVolumeCapabilities, request);

        response.Confirmed.VolumeCapabilities.ShouldBe(request.VolumeCapabilities);
        response.Confirmed.VolumeContext.ShouldBe(request.VolumeContext);
        response.Confirmed.Parameters.ShouldBe(request.Parameters);
        response.Message.ShouldBeEmpty();
    }

    [Fact]
    public async Task Validate_OfWhatTheRulesForbid_ExplainsWithoutAnError()
    {
        await using var sut = new DriverHarness();
        sut.Backend.Rules = new() { AccessModes = new HashSet<Models.AccessMode> { Models.AccessMode.MultiNodeReaderOnly } };

        var response = await sut.CallAsync(ControllerMethods.ValidateVolumeCapabilities, Validation());

        response.Confirmed.ShouldBeNull();
        response.Message.ShouldBe("volume_capabilities[0].access_mode SINGLE_NODE_WRITER is not supported; supported: MULTI_NODE_READER_ONLY");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(3, true)]
    [InlineData(2, false)]
    public async Task ListVolumes_WithMoreThanAsked_IsInternal(int maxEntries, bool isGood)
    {
        await using var sut = new DriverHarness();

        var error = await Record.ExceptionAsync(() => sut.CallAsync(ControllerMethods.ListVolumes, new ListVolumesRequest { MaxEntries = maxEntries }));

        (error is null).ShouldBe(isGood);
        (error as CallStatusException)?.Code.ShouldBe(StatusCode.Internal);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task ListVolumes_ReportsNodes_WhenTheDriverKnowsThem(bool reports, int nodes)
    {
        await using var sut = new DriverHarness(interfaces: reports ? null : DriverHarness.Without(typeof(IVolumeAttacher)));

        var response = await sut.CallAsync(ControllerMethods.ListVolumes, new ListVolumesRequest());

        response.Entries.Count.ShouldBe(3);
        response.NextToken.ShouldBe("t");
        (response.Entries[0].Status?.PublishedNodeIds.Count ?? 0).ShouldBe(nodes);
    }

    [Fact]
    public async Task List_WithAForeignToken_IsAborted()
    {
        await using var sut = new DriverHarness();
        sut.Backend.OnCall = (_, _) => throw CsiErrors.InvalidToken("x");

        (await sut.FailAsync(ControllerMethods.ListVolumes, new ListVolumesRequest { StartingToken = "x" })).Code.ShouldBe(StatusCode.Aborted);
        (await sut.FailAsync(ControllerMethods.ListSnapshots, new ListSnapshotsRequest { StartingToken = "x" })).Code.ShouldBe(StatusCode.Aborted);
    }

    [Fact]
    public async Task Get_OfWhatIsNotThere_IsNotFound()
    {
        await using var sut = new DriverHarness();
        sut.Backend.Exists = false;
        sut.Backend.Entry = null;

        (await sut.FailAsync(ControllerMethods.GetSnapshot, new GetSnapshotRequest { SnapshotId = "s1" })).Code.ShouldBe(StatusCode.NotFound);
        (await sut.FailAsync(ControllerMethods.ControllerGetVolume, new ControllerGetVolumeRequest { VolumeId = "v1" })).Code.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task Expand_WithASmallerAnswer_IsInternal()
    {
        await using var sut = new DriverHarness();
        sut.Backend.ExpandedBytes = 2047;

        var error = await sut.FailAsync("/csi.v1.Controller/ControllerExpandVolume", Requests.All["/csi.v1.Controller/ControllerExpandVolume"]());

        error.Code.ShouldBe(StatusCode.Internal);
        error.Message.ShouldNotContain("2047");
        sut.Log.All.ShouldContain("2047");
    }

    [Fact]
    public async Task Snapshot_Goes_OverTheWire()
    {
        await using var sut = new DriverHarness();

        var snapshot = (await sut.CallAsync(ControllerMethods.CreateSnapshot, new CreateSnapshotRequest { SourceVolumeId = "v1", Name = "n" })).Snapshot;

        (snapshot.SnapshotId, snapshot.SourceVolumeId, snapshot.SizeBytes, snapshot.ReadyToUse).ShouldBe(("s1", "v1", 512, true));
        snapshot.CreationTime.ToDateTimeOffset().ShouldBe(FakeBackend.Cut);
    }

    [Fact]
    public async Task MissingInterface_IsUnimplemented_NamingDriverAndRpcEvenForBadRequests()
    {
        await using var sut = new DriverHarness(interfaces: DriverHarness.Without(typeof(ICapacityReporter), typeof(IVolumeProvisioner)));

        var error = await sut.FailAsync(ControllerMethods.CreateVolume, new CreateVolumeRequest());

        error.Code.ShouldBe(StatusCode.Unimplemented);
        error.Message.ShouldBe($"driver {DriverHarness.DriverName} does not offer CreateVolume: it has no IVolumeProvisioner");
    }

    [Fact]
    public async Task NodeHost_OffersValidation_AndNoOtherControllerCall()
    {
        await using var sut = new DriverHarness(HostMode.Node);
        var calls = Requests.All.Where(entry => entry.Key.Contains("Controller/", StringComparison.Ordinal) && !entry.Key.EndsWith("Capabilities", StringComparison.Ordinal));

        foreach (var (path, request) in calls)
            (await sut.FailAsync(path, request())).Code.ShouldBe(StatusCode.Unimplemented, path);
        (await sut.CallAsync(ControllerMethods.ValidateVolumeCapabilities, Validation())).Confirmed.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("/csi.v1.GroupController/GroupControllerGetCapabilities")]
    [InlineData("/csi.v1.GroupController/CreateVolumeGroupSnapshot")]
    [InlineData("/csi.v1.SnapshotMetadata/GetMetadataAllocated")]
    [InlineData("/csi.v1.SnapshotMetadata/GetMetadataDelta")]
    public async Task AbsentService_IsUnimplemented_WithAText(string path)
    {
        await using var sut = new DriverHarness();

        var error = await sut.FailAsync(path, sut.Services.Find(path)!.Parse(new System.Buffers.ReadOnlySequence<byte>([])));

        error.Code.ShouldBe(StatusCode.Unimplemented);
        error.Message.ShouldContain("this host has no");
    }

    private static ValidateVolumeCapabilitiesRequest Validation() => new() { VolumeId = "v1", VolumeCapabilities = { Requests.Mount(Mode.SingleNodeWriter) } };
}
