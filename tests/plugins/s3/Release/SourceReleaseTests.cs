using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Plugins.S3.Files;
using CsiHost.Plugins.S3.Mounting;
using CsiHost.Plugins.S3.Pods;
using CsiHost.Plugins.S3.Release;
using CsiHost.TestKit.Fakes;
using CsiHost.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsiHost.Plugins.S3.Tests.Release;

public sealed class SourceReleaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time = new();
    private readonly FakeMounter _mounter = new();
    private readonly List<string> _unmounted = [];
    private readonly NodePaths _paths;
    private readonly SourceRelease _sut;

    public SourceReleaseTests()
    {
        _paths = new NodePaths(new FakeHostInfo { KubeletRoot = new AbsolutePath(_folder.Path) });
        _mounter.OnOperation = (operation, path) =>
        {
            if (operation == "unmount")
                _unmounted.Add(path);
        };
        var mounts = new MountpointMounts(_mounter.Table);
        var probe = new FakeFileSystemProbe();
        var sources = new SourceMounts(mounts, _mounter, probe, new MountpointPodSocket(_time), new ReadyWatch(probe, mounts, _time), _time);
        _sut = new SourceRelease(_paths, mounts, sources, new PodLocks(), _time, NullLogger<SourceRelease>.Instance);
    }

    private string Source => _paths.SourceOf("mp-a");

    private string Comm => _paths.CommOf("mp-uid");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", false)] // X11
    [InlineData("1", false)]
    [InlineData(null, false)] // X3
    public void IsWanted_Annotation_IsExactlyTrue(string? value, bool expected)
    {
        var annotations = value is null ? null : new Dictionary<string, string> { ["s3.csi.aws.com/needs-unmount"] = value };
        SourceRelease.IsWanted(new MountpointPod { Metadata = new PodMetadata { Annotations = annotations } }).ShouldBe(expected);
    }

    [Theory]
    [InlineData(true, true)] // X2
    [InlineData(false, true)] // X4
    [InlineData(false, false)] // X5
    public async Task Release_UnusedPod_TakesAwayWhatIsThere(bool isMounted, bool hasFolder)
    {
        Prepare(isMounted, hasFolder);

        await _sut.ReleaseAsync(Pod(annotation: true), CancellationToken.None);

        string[] unmounted = isMounted ? [Source] : [];
        _unmounted.ShouldBe(unmounted);
        Directory.Exists(Source).ShouldBeFalse();
        File.Exists(Comm + "/mount.exit").ShouldBeTrue();
        Directory.GetFiles(Comm + "/credentials").Select(Path.GetFileName).ShouldBe(["somebody-elses"]);
    }

    [Fact]
    public async Task Release_PodOfDriverTwoZero_FindsTheVolumeInItsLabel() // X6
    {
        Prepare(isMounted: true, hasFolder: true);
        await _sut.ReleaseAsync(Pod(annotation: false), CancellationToken.None);
        Directory.GetFiles(Comm + "/credentials").Select(Path.GetFileName).ShouldBe(["somebody-elses"]);
    }

    [Fact]
    public async Task Release_SharedFolderIsGone_StopsQuietly() // X10
    {
        Prepare(isMounted: true, hasFolder: true);
        Directory.Delete(Comm, recursive: true);
        await _sut.ReleaseAsync(Pod(annotation: true), CancellationToken.None);
        _unmounted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Release_StillBound_WaitsAndGivesUp() // X9
    {
        Prepare(isMounted: true, hasFolder: true);
        _mounter.Table.AddBind(Source, "/somewhere/else");
        await AdvanceUntilAsync(_sut.ReleaseAsync(Pod(annotation: true), CancellationToken.None));
        _unmounted.ShouldBeEmpty();
        Directory.GetFiles(Comm + "/credentials").Length.ShouldBe(3);
    }

    [Fact]
    public async Task Release_BoundAtFirst_GoesOnWhenTheBindGoes()
    {
        Prepare(isMounted: true, hasFolder: true);
        _mounter.Table.AddBind(Source, "/somewhere/else");
        var release = _sut.ReleaseAsync(Pod(annotation: true), CancellationToken.None);
        release.IsCompleted.ShouldBeFalse();
        _mounter.Table.Remove("/somewhere/else");
        await AdvanceUntilAsync(release);
        _unmounted.ShouldBe([Source]);
    }

    [Fact]
    public async Task Release_UnmountFails_KeepsTheCredentials() // X7
    {
        Prepare(isMounted: true, hasFolder: true);
        _mounter.OnOperation = (_, _) => throw CsiErrors.FailedPrecondition("busy");
        await Should.ThrowAsync<CsiException>(() => _sut.ReleaseAsync(Pod(annotation: true), CancellationToken.None));
        Directory.GetFiles(Comm + "/credentials").Length.ShouldBe(3);
    }

    [Fact]
    public async Task Release_SourceWithoutAPod_TakesItAway() // X8
    {
        Prepare(isMounted: true, hasFolder: true);
        await _sut.ReleaseDanglingAsync("mp-a", CancellationToken.None);
        _unmounted.ShouldBe([Source]);
        Directory.Exists(Source).ShouldBeFalse();
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("")]
    public void Paths_NamesThatLeadElsewhere_AreRefused(string name)
    {
        Should.Throw<CsiException>(() => _paths.SourceOf(name));
        Should.Throw<CsiException>(() => _paths.CommOf(name));
    }

    private static MountpointPod Pod(bool annotation)
    {
        var keys = new Dictionary<string, string> { ["s3.csi.aws.com/volume-id"] = "vol-1" };
        return new MountpointPod
        {
            Metadata = new PodMetadata { Name = "mp-a", Uid = "mp-uid", Annotations = annotation ? keys : null, Labels = annotation ? null : keys },
        };
    }

    private void Prepare(bool isMounted, bool hasFolder)
    {
        Directory.CreateDirectory(Comm + "/credentials");
        foreach (var name in new[] { "token", "mp-uid-vol-1.token", "somebody-elses" })
            File.WriteAllText($"{Comm}/credentials/{name}", "");
        if (hasFolder)
            Directory.CreateDirectory(Source);
        if (isMounted)
            _mounter.Table.Add(Source, "fuse", MountpointMounts.DeviceName, "0:77", "/", []);
    }

    private async Task AdvanceUntilAsync(Task work)
    {
        while (!work.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        await work;
    }
}
