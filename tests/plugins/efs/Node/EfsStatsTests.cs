using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Plugins.Efs.Node;
using CsiHost.Plugins.Efs.Tests.Mounting;

namespace CsiHost.Plugins.Efs.Tests.Node;

public sealed class EfsStatsTests : IDisposable
{
    private const string Volume = EndpointHarness.FileSystem + "::fsap-0123456789abcdef0";
    private readonly NodeHarness _sut = new();

    public EfsStatsTests()
    {
        _sut.Options.VolumeMetrics = true;
        _sut.Time.AutoAdvance = TimeSpan.Zero;
    }

    public void Dispose() => _sut.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void IsOffered_OptIn_Decides(bool optIn)
    {
        _sut.Options.VolumeMetrics = optIn;

        Sut.IsOffered.ShouldBe(optIn);
    }

    [Fact]
    public async Task Get_WithoutOptIn_IsWhatTheFileSystemSays()
    {
        _sut.Options.VolumeMetrics = false;

        (await GetAsync()).ShouldBe((1000, 400, 500));
        _sut.Tree.Started.ShouldBe(0);
    }

    [Fact]
    public async Task Get_First_AnswersAtOnce_AndLaterWithTheWalksResult()
    {
        _sut.Tree.Go.Reset();
        (await GetAsync()).ShouldBe((1000, 400, 500));
        await _sut.Tree.WhenRunningAsync(1);
        (await GetAsync()).ShouldBe((1000, 400, 500));
        _sut.Tree.Go.Set();
        await _sut.Walks.WhenEndedAsync(Volume);

        (await GetAsync()).ShouldBe((1000, 42, 500));
        _sut.Tree.Started.ShouldBe(1);
    }

    [Fact]
    public async Task Get_ResultTooOld_WalksAnew_AndAnswersWithTheOldOneMeanwhile()
    {
        await WalkAsync();
        _sut.Tree.Size = 43;
        _sut.Time.Advance(TimeSpan.FromMinutes(239));
        (await GetAsync()).Used.ShouldBe(42);
        _sut.Tree.Started.ShouldBe(1);
        _sut.Time.Advance(TimeSpan.FromMinutes(1));

        (await GetAsync()).Used.ShouldBe(42);
        await _sut.Walks.WhenEndedAsync(Volume);
        (await GetAsync()).Used.ShouldBe(43);
    }

    [Fact]
    public async Task Get_WalkFailed_IsTriedAgainAfterThePeriod()
    {
        _sut.Tree.Failure = new IOException("Stale file handle");
        await WalkAsync();
        (await GetAsync()).Used.ShouldBe(400);
        _sut.Tree.Started.ShouldBe(1);
        _sut.Tree.Failure = null;
        _sut.Time.Advance(TimeSpan.FromMinutes(240));
        await WalkAsync();

        (await GetAsync()).Used.ShouldBe(42);
    }

    [Fact]
    public async Task Get_ManyVolumesOfOneFileSystem_WalksSoManyAtATime()
    {
        _sut.Options.VolumeMetricsWalksPerFileSystem = 2;
        _sut.Tree.Go.Reset();
        foreach (var number in Enumerable.Range(0, 5))
            await GetAsync($"{EndpointHarness.FileSystem}::fsap-{number:x17}", "/t" + number);
        await _sut.Tree.WhenRunningAsync(2);
        await GetAsync("fs-ffffffff", "/other");
        await _sut.Tree.WhenRunningAsync(3);
        _sut.Tree.Go.Set();
        foreach (var number in Enumerable.Range(0, 5))
            await _sut.Walks.WhenEndedAsync($"{EndpointHarness.FileSystem}::fsap-{number:x17}");

        (_sut.Tree.Started, _sut.Tree.Most).ShouldBe((6, 3));
    }

    [Fact]
    public async Task Unpublish_WalkRunning_EndsItFirst()
    {
        _sut.Tree.Go.Reset();
        await GetAsync();
        await _sut.Tree.WhenRunningAsync(1);

        await _sut.Walks.CancelAsync(NodeHarness.Target, CancellationToken.None);

        _sut.Tree.Running.ShouldBe(0);
    }

    [Fact]
    public async Task Unpublish_WalkStuckOnADeadFileSystem_GoesOnWithoutIt()
    {
        _sut.Tree.IsDead = true;
        _sut.Tree.Go.Reset();
        await GetAsync();
        await _sut.Tree.WhenRunningAsync(1);
        _sut.Time.AutoAdvance = TimeSpan.FromSeconds(2);

        await _sut.Walks.CancelAsync(NodeHarness.Target, CancellationToken.None);

        _sut.Tree.Running.ShouldBe(1);
        _sut.Tree.Go.Set();
    }

    [Fact]
    public async Task Unpublish_LastTarget_ForgetsTheResult()
    {
        await WalkAsync();
        await GetAsync(Volume, "/second");
        _sut.Walks.Forget(Volume, NodeHarness.Target);
        (await GetAsync(Volume, "/second")).Used.ShouldBe(42);
        _sut.Tree.Go.Reset();
        _sut.Walks.Forget(Volume, "/second");

        (await GetAsync()).Used.ShouldBe(400);
        _sut.Tree.Go.Set();
    }

    [Theory]
    [InlineData(MountHealth.Missing, CsiErrorKind.NotFound)]
    [InlineData(MountHealth.Unresponsive, CsiErrorKind.Unavailable)]
    public async Task Get_PathWithoutAnswer_IsAnErrorAndNoWalk(MountHealth health, CsiErrorKind kind)
    {
        _sut.Probe.Health[NodeHarness.Target] = health;

        (await Should.ThrowAsync<CsiException>(() => GetAsync())).Kind.ShouldBe(kind);
        _sut.Tree.Started.ShouldBe(0);
    }

    private EfsStats Sut => new(_sut.Probe, _sut.Walks, _sut.Options);

    private async Task WalkAsync()
    {
        await GetAsync();
        await _sut.Walks.WhenEndedAsync(Volume);
    }

    private async Task<(long Total, long Used, long Available)> GetAsync(string volume = Volume, string path = NodeHarness.Target)
    {
        var stats = await Sut.GetStatsAsync(
            new StatsRequest { VolumeId = new VolumeId(volume), VolumePath = new AbsolutePath(path) }, CancellationToken.None);
        stats.Inodes.ShouldBeNull();
        return (stats.Bytes!.Total, stats.Bytes.Used, stats.Bytes.Available);
    }
}
