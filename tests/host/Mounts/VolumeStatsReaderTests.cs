using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;
using CsiHost.Mounts;
using CsiHost.Mounts.Records;
using CsiHost.TestKit.Time;
using NSubstitute;

namespace CsiHost.Tests.Mounts;

[Trait("tier", "unit")]
public sealed class VolumeStatsReaderTests
{
    private static readonly VolumeStats Figures = new() { Bytes = new VolumeUsage { Total = 7 } };
    private static readonly StatsRequest Request = new() { VolumeId = new VolumeId("vol-1"), VolumePath = new AbsolutePath("/v") };
    private readonly StubProbe _probe = new();
    private readonly IMountTable _table = Substitute.For<IMountTable>();
    private readonly IPublishStore _store = Substitute.For<IPublishStore>();
    private readonly StubBackend _stats = new();
    private readonly ManualTimeProvider _time = new();
    private readonly VolumeStatsReader _sut;

    public VolumeStatsReaderTests()
    {
        _store.Find(Arg.Any<string>()).Returns((PublishRecord?)null);
        _sut = new VolumeStatsReader(_probe, _table, _store, _time, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task ReadAsync_Healthy_AsksBackendAndHealth()
    {
        var reading = await _sut.ReadAsync(Request, _stats, _stats, default);

        reading.Stats.ShouldBe(Figures);
        reading.Condition!.Message.ShouldBe("fine");
    }

    [Fact]
    public async Task ReadAsync_NothingThere_IsNotFound()
    {
        _probe.Health = MountHealth.Missing;
        await Fails(CsiErrorKind.NotFound);
    }

    [Fact]
    public async Task ReadAsync_PathOfAnotherVolume_IsNotFound()
    {
        Recorded("vol-2");
        _table.Find("/v").Returns(MountInfoParser.ParseLine("9 8 0:2 / /v rw - tmpfs none rw"));
        await Fails(CsiErrorKind.NotFound);
    }

    [Fact]
    public async Task ReadAsync_RecordedButNotMounted_IsNotFoundRatherThanTheNodesDisk()
    {
        Recorded("vol-1");
        _table.Find("/v").Returns((MountEntry?)null);
        await Fails(CsiErrorKind.NotFound);
    }

    [Fact]
    public async Task ReadAsync_BackendHangs_GivesTheLastFiguresAndAsksOnlyOnce()
    {
        await _sut.ReadAsync(Request, _stats, null, default);
        _stats.Answer = new TaskCompletionSource<VolumeStats>().Task;

        Task<VolumeStatsReading>[] readings = [.. Enumerable.Range(0, 20).Select(_ => _sut.ReadAsync(Request, _stats, null, default).AsTask())];
        await _time.WaitForTimersAsync(21, default);
        await _stats.AskedTwice.Task;
        _time.Advance(TimeSpan.FromSeconds(10));

        (await Task.WhenAll(readings)).ShouldAllBe(reading => reading.Stats == Figures && reading.Condition!.IsAbnormal);
        _stats.Asked.ShouldBe(2);
    }

    private void Recorded(string volume) => _store.Find("/v").Returns(new PublishRecord
    {
        Kind = RecordKind.Publish,
        State = RecordState.Applied,
        Driver = "d",
        VolumeId = volume,
        Path = "/v",
        BootId = "b",
        Plan = new MountPlan { Identity = "i", Steps = [] },
    });

    private async Task Fails(CsiErrorKind kind)
    {
        var error = await Should.ThrowAsync<CsiException>(_sut.ReadAsync(Request, _stats, null, default).AsTask());
        error.Kind.ShouldBe(kind);
    }

    private sealed class StubProbe : IFileSystemProbe
    {
        public MountHealth Health { get; set; }

        public ValueTask<MountHealth> CheckAsync(string path, CancellationToken cancellationToken) => ValueTask.FromResult(Health);

        public ValueTask<VolumeStats> GetUsageAsync(string path, CancellationToken cancellationToken) => ValueTask.FromResult(Figures);
    }

    private sealed class StubBackend : INodeVolumeStats, INodeVolumeHealth
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public TaskCompletionSource AskedTwice { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<VolumeStats> Answer { get; set; } = Task.FromResult(Figures);

        public ValueTask<VolumeStats> GetStatsAsync(StatsRequest request, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _asked) == 2)
                AskedTwice.SetResult();
            return new ValueTask<VolumeStats>(Answer);
        }

        public ValueTask<VolumeCondition> GetConditionAsync(StatsRequest request, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new VolumeCondition { IsAbnormal = false, Message = "fine" });
    }
}
