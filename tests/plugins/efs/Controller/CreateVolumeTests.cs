using CsiHost.Plugins.Efs.Controller;
using CsiHost.Plugins.Efs.Tests.Rig;
using CsiHost.StandIns.Aws;

namespace CsiHost.Plugins.Efs.Tests.Controller;

/// <summary>The rows of the case table of CreateVolume that succeed.</summary>
public sealed class CreateVolumeTests
{
    /// <summary>Changes to the request, group ids in use, and the expected user and group id.</summary>
    public static TheoryData<string, string, string> Identities => new()
    {
        { "uid=1000|gid=1001", "", "1000:1001" },
        { "uid=1000|gid=1001|gidRangeStart=5000|gidRangeEnd=10000", "", "1000:1001" },
        { "uid=0|gid=0", "", "0:0" },
        { "uid=1000", "", "1000:50000" },
        { "gid=1000", "", "50000:1000" },
        { "gidRangeStart=1001|gidRangeEnd=1003", "1001,1002", "1003:1003" },
        { "gidRangeStart=1001|gidRangeEnd=1005", "1001-1003", "1004:1004" },
        { "gidRangeStart=1001|gidRangeEnd=1005", "", "1001:1001" },
        { "gidRangeStart=1001|gidRangeEnd=1005", "1001,1004", "1002:1002" },
        { "gidRangeStart=1000|gidRangeEnd=11000", "1000-10999", "11000:11000" },
        { "gidRangeStart=1000|gidRangeEnd=1000000", "", "1000:1000" },
        { "", "49999", "50000:50000" },
        { "", "none", "50000:50000" },
    };

    /// <summary>Changes to the request, and the expected directory; <c>*</c> stands for what makes it unique.</summary>
    public static TheoryData<string, string> Directories => new()
    {
        { "", "/pvc-1" },
        { "basePath=base", "/base/pvc-1" },
        { "basePath=/base//x/", "/base/x/pvc-1" },
        { "subPathPattern=${.PV.name}/${.PVC.name}", "/pvc-1/claim-*" },
        { "subPathPattern=${.PVC.name}", "/claim-*" },
        { "subPathPattern=${.PVC.name}|basePath=bash|ensureUniqueDirectory=true", "/bash/claim-*" },
        { "subPathPattern=${.PVC.name}|basePath=bash|ensureUniqueDirectory=false", "/bash/claim" },
        { "subPathPattern=${.PVC.name}|ensureUniqueDirectory=banana", "/claim-*" },
        { "subPathPattern=|ensureUniqueDirectory=false", "/" },
        { "subPathPattern=|ensureUniqueDirectory=false|basePath=/", "/" },
        { "subPathPattern=${.PVC.name}/${.PVC.name}|ensureUniqueDirectory=false", "/claim/claim" },
        { "subPathPattern=a/b/c/d/e|ensureUniqueDirectory=false", "/a/b/c/d/e" },
        { "subPathPattern=x-${.PVC.namespace}|-csi.storage.k8s.io/pvc/namespace|ensureUniqueDirectory=false", "/x-" },
    };

    [Theory]
    [MemberData(nameof(Identities))]
    public async Task Create_Identity_IsFixedOrTheLowestFree(string changes, string used, string expected)
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Aws.Efs.Add(new StoredFileSystem { Id = EfsRig.FileSystem, MaxAccessPoints = 20_000 });
        rig.Aws.Efs.Add(Used(used));

        var volume = await rig.CreateAsync(changes);

        var made = rig.Aws.Efs.AccessPoints.Single(point => point.ClientToken == "pvc-1");
        $"{made.Uid}:{made.Gid}".ShouldBe(expected);
        made.Permissions.ShouldBe("777");
        volume.Id.Value.ShouldBe($"{EfsRig.FileSystem}::{made.Id}");
        volume.CapacityBytes.ShouldBe(0);
        volume.Context.ShouldBeEmpty();
        rig.Aws.Count("CreateAccessPoint").ShouldBe(1);
    }

    [Fact]
    public async Task Create_FixedIds_DoNotListTheAccessPoints()
    {
        await using var rig = await EfsRig.StartAsync();

        await rig.CreateAsync("uid=1000|gid=1001");

        rig.Aws.Requests.Select(static request => request.Operation).ShouldBe(["CreateAccessPoint"]);
    }

    [Theory]
    [MemberData(nameof(Directories))]
    public async Task Create_Directory_FollowsThePattern(string changes, string expected)
    {
        await using var rig = await EfsRig.StartAsync();

        await rig.CreateAsync(changes);

        var path = rig.Aws.Efs.AccessPoints.Single().Path;
        if (expected.EndsWith('*'))
            Guid.TryParse(path[(expected.Length - 1)..], out _).ShouldBeTrue(path);
        path.ShouldStartWith(expected.TrimEnd('*'));
        path.Length.ShouldBe(expected.EndsWith('*') ? expected.Length + 35 : expected.Length);
    }

    [Theory]
    [InlineData("", "", "efs.csi.aws.com/cluster=true")]
    [InlineData("enableTagging=true", "", "efs.csi.aws.com/cluster=true")]
    [InlineData("enableTagging=false", "", "")]
    [InlineData("", @"cluster:efs tag2\:name2:tag2\:val2", "cluster=efs;efs.csi.aws.com/cluster=true;tag2:name2=tag2:val2")]
    [InlineData("", "cluster-efs:value1:value2", "efs.csi.aws.com/cluster=true")]
    [InlineData("", @"first\:key:first\ value second\ key:second\:value", "efs.csi.aws.com/cluster=true;first:key=first value;second key=second:value")]
    [InlineData("", @"first\:key:first\\value", @"efs.csi.aws.com/cluster=true;first:key=first\value")]
    [InlineData("", "efs.csi.aws.com/cluster:mine", "efs.csi.aws.com/cluster=mine")]
    [InlineData("", "alone  a:1", "a=1;alone=;efs.csi.aws.com/cluster=true")]
    [InlineData("", "a:1 a:2", "a=2;efs.csi.aws.com/cluster=true")]
    [InlineData("", @"ends\", "efs.csi.aws.com/cluster=true")]
    [InlineData("", "größe:ü", "efs.csi.aws.com/cluster=true;größe=ü")]
    public async Task Create_Tags_AreThoseOfTheDriverAndItsOwn(string changes, string driverTags, string expected)
    {
        await using var rig = await EfsRig.StartAsync(options => options.Tags = driverTags);

        await rig.CreateAsync(changes);

        var tags = rig.Aws.Efs.AccessPoints.Single().Tags.Select(static tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal);
        string.Join(';', tags).ShouldBe(expected);
    }

    [Theory]
    [InlineData("s3files-ap", "uid=1|gid=2")]
    [InlineData("s3files-ap", "gidRangeStart=7|gidRangeEnd=9")]
    public async Task Create_S3Files_UsesItsOwnServiceAndHandle(string mode, string changes)
    {
        await using var rig = await EfsRig.StartAsync();

        var volume = await rig.CreateAsync($"provisioningMode={mode}|{changes}");

        var made = rig.Aws.S3Files.AccessPoints.Single();
        volume.Id.Value.ShouldBe($"s3files:{EfsRig.FileSystem}::{made.Id}");
        rig.Aws.Requests.ShouldAllBe(static request => request.Service == "s3files");
        made.Tags.Keys.ShouldContain(AccessPointTags.DriverKey);
        made.Permissions.ShouldBe("777");
    }

    [Theory]
    [InlineData("enforceZoneAffinity=true", "us-east-1b", "us-east-1b", 1)]
    [InlineData("enforceZoneAffinity=1", "us-east-1b", "us-east-1b", 1)]
    [InlineData("enforceZoneAffinity=true", "", "", 1)]
    [InlineData("enforceZoneAffinity=false", "us-east-1b", "", 0)]
    [InlineData("", "us-east-1b", "", 0)]
    public async Task Create_ZoneAffinity_IsThatOfAOneZoneFileSystem(string changes, string zone, string expected, int calls)
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Aws.Efs.Add(new StoredFileSystem { Id = EfsRig.FileSystem, Zone = zone });

        var volume = await rig.CreateAsync(changes);

        var zones = volume.AccessibleTopology.Select(static segments => segments["topology.kubernetes.io/zone"]);
        string.Join(',', zones).ShouldBe(expected);
        rig.Aws.Count("DescribeFileSystems").ShouldBe(calls);
    }

    [Fact]
    public async Task Create_CapacityAndZoneWithoutRole_AreEchoedAndIgnored()
    {
        await using var rig = await EfsRig.StartAsync();

        var volume = await rig.CreateAsync(EfsRig.Request("az=us-east-1a") with { Capacity = new() { RequiredBytes = 5 << 20 } });

        volume.CapacityBytes.ShouldBe(5 << 20);
        volume.Context.ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_LongName_GivesATokenThatEfsTakes()
    {
        await using var rig = await EfsRig.StartAsync();
        var name = new string('x', 90);

        await rig.CreateAsync("", name);
        await rig.CreateAsync("", name);

        rig.Aws.Efs.AccessPoints.Single().ClientToken.Length.ShouldBe(64);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("../../escape")]
    [InlineData("🗄")]
    public async Task Create_HostileName_GetsADirectoryOfItsOwn(string name)
    {
        await using var rig = await EfsRig.StartAsync();

        await rig.CreateAsync("basePath=/base", name);

        rig.Aws.Efs.AccessPoints.Single().Path.ShouldMatch("^/base/volume-[0-9a-f]{32}$");
    }

    internal static IEnumerable<StoredAccessPoint> Used(string gids)
    {
        if (gids == "none")
            return [new StoredAccessPoint { FileSystemId = EfsRig.FileSystem }];
        return gids.Split(',', StringSplitOptions.RemoveEmptyEntries).SelectMany(static part =>
        {
            var ends = part.Split('-').Select(long.Parse).ToArray();
            return Enumerable.Range(0, (int)(ends[^1] - ends[0]) + 1)
                .Select(offset => new StoredAccessPoint { FileSystemId = EfsRig.FileSystem, Uid = 1, Gid = ends[0] + offset });
        });
    }
}
