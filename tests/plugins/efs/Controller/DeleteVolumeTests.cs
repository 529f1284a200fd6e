using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Plugins.Efs.Controller;
using CsiHost.Plugins.Efs.Tests.Rig;
using CsiHost.StandIns.Aws;
using CsiHost.TestKit.Time;

namespace CsiHost.Plugins.Efs.Tests.Controller;

/// <summary>The rows of the case table of DeleteVolume and of ValidateVolumeCapabilities.</summary>
public sealed class DeleteVolumeTests
{
    private const string Volume = EfsRig.FileSystem + "::fsap-abcd1234";

    [Theory]
    [InlineData(Volume)]
    [InlineData("efs:" + Volume)]
    public async Task Delete_AccessPoint_IsGoneAndStaysGone(string id)
    {
        await using var rig = await StartAsync();

        await rig.DeleteAsync(id);
        await rig.DeleteAsync(id);

        rig.Aws.Efs.AccessPoints.ShouldBeEmpty();
        rig.Aws.Requests.Select(static request => request.Operation).ShouldBe(["DeleteAccessPoint", "DeleteAccessPoint"]);
    }

    [Theory]
    [InlineData("fs-abcd1234")]
    [InlineData("fs-abcd1234:")]
    [InlineData("efs:fs-abcd1234::")]
    [InlineData("nonsense")]
    [InlineData("fs-abcd1234::fsap-nothex!!")]
    [InlineData("a:b:c:d:e:f")]
    public async Task Delete_NoVolumeOfOurs_SucceedsWithoutACall(string id)
    {
        await using var rig = await StartAsync(static options => options.DeleteAccessPointRootDirectory = true);

        await rig.DeleteAsync(id);

        rig.Aws.Requests.ShouldBeEmpty();
        rig.RootMount.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DeleteAccessPoint", "AccessDeniedException", CsiErrorKind.PermissionDenied)]
    [InlineData("DeleteAccessPoint", "SomethingElse", CsiErrorKind.Internal)]
    [InlineData("DescribeAccessPoints", "AccessDeniedException", CsiErrorKind.PermissionDenied)]
    [InlineData("DescribeAccessPoints", "SomethingElse", CsiErrorKind.Internal)]
    public async Task Delete_AwsRefuses_GivesTheDocumentedCode(string operation, string code, CsiErrorKind expected)
    {
        await using var rig = await StartAsync(static options => options.DeleteAccessPointRootDirectory = true);
        rig.Aws.Faults.Set(operation, new AwsFault { Status = 403, Code = code, Times = null });

        (await Should.ThrowAsync<CsiException>(() => rig.DeleteAsync(Volume))).Kind.ShouldBe(expected);
        rig.Aws.Efs.AccessPoints.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Delete_WithRootDirectory_RemovesTheTreeThenTheAccessPoint()
    {
        await using var rig = await StartAsync(static options => options.DeleteAccessPointRootDirectory = true);
        var root = rig.RootMount.RootOf(EfsRig.FileSystem);
        var outside = Directory.CreateDirectory(Path.Combine(root, "kept")).FullName;
        var tree = Directory.CreateDirectory(Path.Combine(root, "volumes", "one", "deep")).FullName;
        await File.WriteAllTextAsync(Path.Combine(tree, "file"), "x");
        Directory.CreateSymbolicLink(Path.Combine(tree, "link"), outside);
        await File.WriteAllTextAsync(Path.Combine(outside, "file"), "x");

        await rig.DeleteAsync(Volume);

        Directory.Exists(Path.Combine(root, "volumes", "one")).ShouldBeFalse();
        File.Exists(Path.Combine(outside, "file")).ShouldBeTrue("a link is removed, not followed");
        rig.RootMount.Calls.ShouldBe(["mount fs-abcd1234 tls,iam", "unmount fs-abcd1234"]);
        rig.Aws.Requests.Select(static request => request.Operation).ShouldBe(["DescribeAccessPoints", "DeleteAccessPoint"]);
    }

    [Fact]
    public async Task Delete_AccessPointIsGone_MountsNothing()
    {
        await using var rig = await StartAsync(static options => options.DeleteAccessPointRootDirectory = true);

        await rig.DeleteAsync(EfsRig.FileSystem + "::fsap-99999999");

        rig.RootMount.Calls.ShouldBeEmpty();
        rig.Aws.Count("DeleteAccessPoint").ShouldBe(0);
    }

    [Theory]
    [InlineData("/", "delete the data of every volume")]
    [InlineData("", "delete the data of every volume")]
    [InlineData("/a/..", "delete the data of every volume")]
    public async Task Delete_RootDirectoryIsTheRoot_IsRefused(string path, string problem)
    {
        await using var rig = await EfsRig.StartAsync(static options => options.DeleteAccessPointRootDirectory = true);
        rig.Aws.Efs.Add(new StoredAccessPoint { Id = "fsap-abcd1234", FileSystemId = EfsRig.FileSystem, Path = path });

        var error = await Should.ThrowAsync<CsiException>(() => rig.DeleteAsync(Volume));

        error.Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
        error.Message.ShouldContain(problem);
        rig.RootMount.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Delete_AccessPointOfAnotherFileSystem_IsRefused()
    {
        await using var rig = await StartAsync(static options => options.DeleteAccessPointRootDirectory = true);

        var error = await Should.ThrowAsync<CsiException>(() => rig.DeleteAsync(EfsRig.OtherFileSystem + "::fsap-abcd1234"));

        error.Message.ShouldContain("nothing was deleted");
        rig.RootMount.Calls.ShouldBeEmpty();
        rig.Aws.Efs.AccessPoints.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Delete_LinkInTheWay_IsRefusedAndKeepsTheVolume()
    {
        await using var rig = await StartAsync(static options => options.DeleteAccessPointRootDirectory = true);
        var root = rig.RootMount.RootOf(EfsRig.FileSystem);
        Directory.CreateDirectory(Path.Combine(root, "other", "one"));
        Directory.CreateSymbolicLink(Path.Combine(root, "volumes"), Path.Combine(root, "other"));

        await Should.ThrowAsync<CsiException>(() => rig.DeleteAsync(Volume));

        Directory.Exists(Path.Combine(root, "other", "one")).ShouldBeTrue();
        rig.Aws.Efs.AccessPoints.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(true, "mount fs-abcd1234 tls,iam")]
    [InlineData(false, "mount fs-abcd1234 tls,iam;unmount fs-abcd1234")]
    public async Task Delete_MountOrUnmountFails_KeepsTheAccessPoint(bool mountFails, string calls)
    {
        await using var rig = await StartAsync(static options => options.DeleteAccessPointRootDirectory = true);
        var failure = CsiErrors.Unavailable("the file system does not answer");
        (rig.RootMount.MountFailure, rig.RootMount.UnmountFailure) = mountFails ? (failure, null) : ((Exception?)null, failure);

        (await Should.ThrowAsync<CsiException>(() => rig.DeleteAsync(Volume))).ShouldBe(failure);

        string.Join(';', rig.RootMount.Calls).ShouldBe(calls);
        rig.Aws.Efs.AccessPoints.Count.ShouldBe(1);
        (rig.RootMount.MountFailure, rig.RootMount.UnmountFailure) = (null, null);
        await rig.DeleteAsync(Volume);
        rig.Aws.Efs.AccessPoints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Delete_AHundredInParallel_ShareMountsAndAllSucceed()
    {
        // A clock that stands still: on a slow machine nobody loses patience.
        await using var rig = await EfsRig.StartAsync(static options => options.DeleteAccessPointRootDirectory = true, new ManualTimeProvider());
        var root = rig.RootMount.RootOf(EfsRig.FileSystem);
        for (var index = 0; index < 50; index++)
        {
            Directory.CreateDirectory(Path.Combine(root, $"v{index}"));
            rig.Aws.Efs.Add(new StoredAccessPoint { Id = $"fsap-{index:x8}", FileSystemId = EfsRig.FileSystem, Path = $"/v{index}" });
        }

        await Task.WhenAll(Enumerable.Range(0, 100).Select(index => rig.DeleteAsync($"{EfsRig.FileSystem}::fsap-{index % 50:x8}")));

        rig.Aws.Efs.AccessPoints.ShouldBeEmpty();
        Directory.EnumerateDirectories(root).ShouldBeEmpty();
        rig.RootMount.Calls.Count(static call => call.StartsWith("mount", StringComparison.Ordinal))
            .ShouldBe(rig.RootMount.Calls.Count(static call => call.StartsWith("unmount", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task CreateAndDelete_OfOneReusedAccessPoint_BothSucceed()
    {
        await using var rig = await EfsRig.StartAsync(time: new ManualTimeProvider());
        var volume = await rig.CreateAsync("reuseAccessPoint=true");

        await Task.WhenAll(rig.CreateAsync("reuseAccessPoint=true", "pvc-2"), rig.DeleteAsync(volume.Id.Value));
    }

    [Theory]
    [InlineData(Volume, true)]
    [InlineData("s3files:" + Volume, true)]
    [InlineData("fs-abcd1234:/path", true)]
    [InlineData("nonsense", false)]
    [InlineData("nfs:" + Volume, false)]
    public async Task Exists_IsSaidByTheIdAlone(string id, bool expected) =>
        (await new EfsVolumeLookup().ExistsAsync(new VolumeId(id), Secrets.Empty, CancellationToken.None)).ShouldBe(expected);

    private static async Task<EfsRig> StartAsync(Action<EfsOptions>? configure = null)
    {
        var rig = await EfsRig.StartAsync(configure);
        rig.Aws.Efs.Add(new StoredAccessPoint { Id = "fsap-abcd1234", FileSystemId = EfsRig.FileSystem, Path = "/volumes/one", Uid = 1, Gid = 1 });
        return rig;
    }
}
