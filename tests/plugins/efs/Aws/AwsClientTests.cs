using System.Diagnostics.Metrics;
using CsiHost.Plugins.Efs.Aws;
using CsiHost.Plugins.Efs.Tests.Rig;
using CsiHost.StandIns.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Plugins.Efs.Tests.Aws;

/// <summary>What goes over the wire: signatures, pages, zones, metrics.</summary>
public sealed class AwsClientTests
{
    [Fact]
    public async Task Calls_OfEveryKind_AreSignedSoThatTheServiceTakesThem()
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Aws.Efs.Add(new StoredFileSystem { Id = EfsRig.FileSystem, MountTargets = [new("10.0.1.1", "us-east-1a", "use1-az1")] });
        var made = await rig.Efs.CreateAccessPointAsync(Wanted("t1"), CancellationToken.None);

        (await rig.Efs.DescribeAccessPointAsync(made.Id, CancellationToken.None)).ShouldBe(made);
        (await rig.Efs.DescribeFileSystemAsync(EfsRig.FileSystem, CancellationToken.None)).Zone.ShouldBe("");
        (await rig.Efs.DescribeMountTargetsAsync(EfsRig.FileSystem, CancellationToken.None)).Single()
            .ShouldBe(new MountTarget { Id = "fsmt-use1-az1", IpAddress = "10.0.1.1", Zone = "us-east-1a", ZoneId = "use1-az1", State = "available" });
        (await rig.Services.GetRequiredService<IEc2Api>().DescribeAvailabilityZonesAsync(CancellationToken.None))
            .ShouldContain(new AvailabilityZone("us-east-1b", "use1-az2"));
        await rig.Efs.DeleteAccessPointAsync(made.Id, CancellationToken.None);

        rig.Aws.Efs.AccessPoints.ShouldBeEmpty();
        rig.Aws.Requests.ShouldAllBe(static request => request.AccessKeyId == AwsIdentities.AccessKeyId);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(5, 3)]
    [InlineData(6, 3)]
    public async Task List_GoesThroughAllPages(int count, int pages)
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Aws.Efs.MaxPage = 2;
        rig.Aws.Efs.Add(Enumerable.Range(0, count).Select(static index => new StoredAccessPoint { FileSystemId = EfsRig.FileSystem, Gid = index, Uid = index }));

        var listed = 0;
        await foreach (var _ in rig.Efs.ListAccessPointsAsync(EfsRig.FileSystem, CancellationToken.None))
            listed++;

        listed.ShouldBe(count);
        rig.Aws.Count("DescribeAccessPoints").ShouldBe(pages);
    }

    [Fact]
    public async Task List_FailsOnALaterPage_Fails()
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Aws.Efs.MaxPage = 1;
        rig.Aws.Efs.Add(CsiHost.Plugins.Efs.Tests.Controller.CreateVolumeTests.Used("1-3"));
        rig.Aws.Faults.Set("DescribeAccessPoints", new AwsFault { After = 1, Status = 403, Code = "AccessDeniedException", Times = null });

        var error = await Should.ThrowAsync<AwsException>(async () =>
        {
            await foreach (var _ in rig.Efs.ListAccessPointsAsync(EfsRig.FileSystem, CancellationToken.None))
            {
            }
        });

        error.Kind.ShouldBe(AwsErrorKind.AccessDenied);
    }

    [Fact]
    public async Task MountTargets_GoThroughAllPages()
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Aws.Efs.MaxPage = 1;
        rig.Aws.Efs.Add(new StoredFileSystem { Id = EfsRig.FileSystem, MountTargets = [new("10.0.1.1", "a", "1"), new("10.0.2.1", "b", "2"), new("10.0.3.1", "c", "3")] });

        (await rig.Efs.DescribeMountTargetsAsync(EfsRig.FileSystem, CancellationToken.None)).Select(static target => target.IpAddress)
            .ShouldBe(["10.0.1.1", "10.0.2.1", "10.0.3.1"]);
    }

    [Fact]
    public async Task Attempts_AreCountedUnderUpstreamsNames()
    {
        await using var rig = await EfsRig.StartAsync();
        var seen = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => EnableOurs(rig, instrument, self) };
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, tags));
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add(instrument, tags));
        listener.Start();
        rig.Aws.Faults.Set("CreateAccessPoint", new AwsFault { Status = 429, Code = "ThrottlingException" });
        await rig.Efs.CreateAccessPointAsync(Wanted("t1"), CancellationToken.None);
        await Should.ThrowAsync<AwsException>(async () => await rig.Efs.CreateAccessPointAsync(Wanted("t1"), CancellationToken.None));

        seen.ShouldBe([
            "aws_efs_csi_api_request_throttles_total request=CreateAccessPoint,service=efs",
            "aws_efs_csi_api_request_duration_seconds request=CreateAccessPoint,service=efs",
            "aws_efs_csi_api_request_duration_seconds request=CreateAccessPoint,service=efs",
            "aws_efs_csi_api_request_errors_total code=AccessPointAlreadyExists,request=CreateAccessPoint,service=efs",
            "aws_efs_csi_api_request_duration_seconds request=CreateAccessPoint,service=efs",
        ]);

        void Add(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            lock (seen)
                seen.Add($"{instrument.Name} {string.Join(',', tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}"))}");
        }
    }

    private static void EnableOurs(EfsRig rig, Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Scope == rig.Services.GetRequiredService<IMeterFactory>() && instrument.Name.StartsWith("aws_efs_csi", StringComparison.Ordinal))
            listener.EnableMeasurementEvents(instrument);
    }

    private static NewAccessPoint Wanted(string token) => new()
    {
        ClientToken = token,
        FileSystemId = EfsRig.FileSystem,
        PosixUser = new PosixUser(1, 2),
        RootDirectory = "/ä b",
        Permissions = "0755",
        Tags = new Dictionary<string, string> { ["key with space"] = "ü" },
    };
}
