using System.Security.Cryptography;
using System.Text;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Tests.Rig;
using CsiHost.StandIns.Aws;

namespace CsiHost.Plugins.Efs.Tests.Controller;

/// <summary>An access point has the token already: it is the volume's, or another's.</summary>
public sealed class ExistingAccessPointTests
{
    public static TheoryData<string, string, long?, long?, string> Existing => new()
    {
        { "basePath=/test|gidRangeStart=1000|gidRangeEnd=2000", "/test/directory", 1000, 1500, "" },
        { "basePath=test|gidRangeStart=1000|gidRangeEnd=2000", "/test/directory", 1000, 1500, "" },
        { "basePath=/test|uid=49999|gid=49999", "/test/directory", 49999, 49999, "" },
        { "basePath=/test|gidRangeStart=1000|gidRangeEnd=2000", "/test/directory", 1000, 2500, "group id 2500" },
        { "basePath=/test|gidRangeStart=1000|gidRangeEnd=2000", "/test/directory", 2500, 1000, "user id 2500" },
        { "basePath=/test|uid=1|gid=2", "/test/directory", 1, 3, "group id 3" },
        { "basePath=/test|uid=1|gid=2", "/test/directory", 3, 2, "user id 3" },
        { "basePath=/test|uid=1|gid=2", "/wrong/directory", 1, 2, "/wrong/directory" },
        { "basePath=/test|uid=1|gid=2", "/test2/directory", 1, 2, "/test2/directory" },
        { "uid=1|gid=2", "/any", null, null, "no POSIX user" },
    };

    [Theory]
    [MemberData(nameof(Existing))]
    public async Task Create_TokenIsUsed_TakesWhatFitsAndRefusesWhatDoesNot(string changes, string path, long? uid, long? gid, string problem)
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Aws.Efs.Add(new StoredAccessPoint { Id = "fsap-aaaaaaaa", FileSystemId = EfsRig.FileSystem, ClientToken = "pvc-1", Path = path, Uid = uid, Gid = gid });

        if (problem.Length == 0)
        {
            (await rig.CreateAsync(changes)).Id.Value.ShouldBe($"{EfsRig.FileSystem}::fsap-aaaaaaaa");
        }
        else
        {
            var error = await Should.ThrowAsync<CsiException>(() => rig.CreateAsync(changes));
            error.Kind.ShouldBe(CsiErrorKind.Incompatible);
            error.Message.ShouldContain(problem);
        }
        rig.Aws.Efs.AccessPoints.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Create_TokenOfAnotherFileSystem_IsIncompatible()
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Aws.Efs.Add(new StoredAccessPoint { FileSystemId = EfsRig.OtherFileSystem, ClientToken = "pvc-1", Uid = 50000, Gid = 50000 });

        var error = await Should.ThrowAsync<CsiException>(() => rig.CreateAsync());

        error.Kind.ShouldBe(CsiErrorKind.Incompatible);
        error.Message.ShouldContain(EfsRig.OtherFileSystem);
    }

    [Fact]
    public async Task Create_TokenIsUsed_IsFoundByTheIdThatEfsNamesInsteadOfAList()
    {
        await using var rig = await EfsRig.StartAsync();
        await rig.CreateAsync("uid=1|gid=2");
        rig.Aws.Forget();

        await rig.CreateAsync("uid=1|gid=2");

        rig.Aws.Requests.Select(static request => request.Operation).ShouldBe(["CreateAccessPoint", "DescribeAccessPoints"]);
        rig.Aws.Requests[1].Query.Keys.ShouldContain("AccessPointId");
    }

    [Fact]
    public async Task Create_Reuse_FindsOnAnyPageWithoutMakingOne()
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Aws.Efs.MaxPage = 2;
        rig.Aws.Efs.Add(CreateVolumeTests.Used("1-5"));
        rig.Aws.Efs.Add(new StoredAccessPoint { Id = "fsap-bbbbbbbb", FileSystemId = EfsRig.FileSystem, ClientToken = Hash("claim"), Uid = 50001, Gid = 50001 });

        (await rig.CreateAsync("reuseAccessPoint=true")).Id.Value.ShouldEndWith("fsap-bbbbbbbb");

        rig.Aws.Count("CreateAccessPoint").ShouldBe(0);
        rig.Aws.Count("DescribeAccessPoints").ShouldBe(3);
    }

    [Fact]
    public async Task Create_ReuseFindsNone_MakesOneWithTheHashOfTheClaimsName()
    {
        await using var rig = await EfsRig.StartAsync();

        await rig.CreateAsync("reuseAccessPoint=true|uid=1|gid=2");

        rig.Aws.Efs.AccessPoints.Single().ClientToken.ShouldBe(Hash("claim"));
        rig.Aws.Requests.Select(static request => request.Operation).ShouldBe(["DescribeAccessPoints", "CreateAccessPoint"]);
    }

    [Fact]
    public async Task Create_ReuseOfAnotherTenants_IsIncompatible()
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Aws.Efs.Add(new StoredAccessPoint { FileSystemId = EfsRig.FileSystem, ClientToken = Hash("claim"), Path = "/tenant-b", Uid = 2000, Gid = 2000 });

        (await Should.ThrowAsync<CsiException>(() => rig.CreateAsync("reuseAccessPoint=true|basePath=/tenant-a|uid=1000|gid=1000"))).Kind.ShouldBe(CsiErrorKind.Incompatible);
    }

    [Fact]
    public async Task Create_ReuseInParallel_AllGetTheOne()
    {
        await using var rig = await EfsRig.StartAsync(time: new TestKit.Time.ManualTimeProvider());
        await rig.CreateAsync("reuseAccessPoint=true");

        var volumes = await Task.WhenAll(Enumerable.Range(0, 100).Select(index => rig.CreateAsync("reuseAccessPoint=true", $"pvc-{index}")));

        volumes.Select(static volume => volume.Id.Value).Distinct().ShouldHaveSingleItem();
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
