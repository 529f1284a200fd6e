using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;

namespace CsiHost.Tests.Rpc.Services;

internal sealed partial class FakeBackend
    : IVolumeProvisioner, IVolumeCloner, ISnapshotRestorer, IVolumeAttacher, IVolumeLister, IVolumeGetter, IVolumeLookup, ICapacityReporter,
        IVolumeExpander, IVolumeModifier, ISnapshotter, ISnapshotLister, ISnapshotGetter
{
    public static readonly DateTimeOffset Cut = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public bool SupportsReadOnly { get; set; } = true;

    public bool SupportsOnline { get; set; } = true;

    public bool ReportsPublishedNodes { get; set; } = true;

    public Volume? Volume { get; set; } = new() { Id = new VolumeId("v1"), CapacityBytes = 1024, Context = new Dictionary<string, string> { ["k"] = "v" } };

    public Snapshot Snapshot { get; set; } = new() { Id = new SnapshotId("s1"), SourceVolume = new VolumeId("v1"), CreatedAt = Cut, SizeBytes = 512 };

    public VolumeEntry? Entry { get; set; } = new() { Volume = new Volume { Id = new VolumeId("v1") }, PublishedNodes = [new NodeId("n1")] };

    public bool Exists { get; set; } = true;

    public int ListedVolumes { get; set; } = 3;

    public IReadOnlyDictionary<string, string> PublishContext { get; set; } = new Dictionary<string, string> { ["device"] = "/dev/x" };

    public CapacityReport Capacity { get; set; } = new() { AvailableBytes = 10, MaximumVolumeBytes = 5 };

    public long ExpandedBytes { get; set; } = 2048;

    ValueTask<Volume> IVolumeProvisioner.CreateAsync(CreateVolumeRequest request, CallContext call, CancellationToken cancellationToken) =>
        AnswerAsync(Volume!, request, cancellationToken, "CreateVolume");

    ValueTask IVolumeProvisioner.DeleteAsync(DeleteVolumeRequest request, CallContext call, CancellationToken cancellationToken) =>
        DoneAsync("DeleteVolume", request, cancellationToken);

    public ValueTask<Volume> CloneAsync(CreateVolumeRequest request, VolumeId source, CallContext call, CancellationToken cancellationToken) =>
        AnswerAsync(Volume!, request, cancellationToken);

    public ValueTask<Volume> RestoreAsync(CreateVolumeRequest request, SnapshotId source, CallContext call, CancellationToken cancellationToken) =>
        AnswerAsync(Volume!, request, cancellationToken);

    public ValueTask<IReadOnlyDictionary<string, string>> AttachAsync(AttachRequest request, CallContext call, CancellationToken cancellationToken) =>
        AnswerAsync(PublishContext, request, cancellationToken);

    public ValueTask DetachAsync(DetachRequest request, CallContext call, CancellationToken cancellationToken) =>
        DoneAsync("DetachAsync", request, cancellationToken);

    ValueTask<Page<VolumeEntry>> IVolumeLister.ListAsync(PageRequest request, CancellationToken cancellationToken) =>
        AnswerAsync(
            new Page<VolumeEntry> { Entries = [.. Enumerable.Range(1, ListedVolumes).Select(n => Entry! with { Volume = new Volume { Id = new VolumeId($"v{n}") } })], NextToken = "t" },
            request, cancellationToken, "ListVolumes");

    ValueTask<VolumeEntry?> IVolumeGetter.GetAsync(VolumeId volumeId, CancellationToken cancellationToken) =>
        AnswerAsync(Entry, volumeId, cancellationToken, "GetVolume");

    public ValueTask<bool> ExistsAsync(VolumeId volumeId, Secrets secrets, CancellationToken cancellationToken) =>
        AnswerAsync(Exists, volumeId, cancellationToken);

    public ValueTask<CapacityReport> GetCapacityAsync(CapacityQuery query, CancellationToken cancellationToken) =>
        AnswerAsync(Capacity, query, cancellationToken);

    ValueTask<ExpandVolumeResult> IVolumeExpander.ExpandAsync(ExpandVolumeRequest request, CallContext call, CancellationToken cancellationToken) =>
        AnswerAsync(new ExpandVolumeResult { CapacityBytes = ExpandedBytes, NodeExpansionRequired = true }, request, cancellationToken, "ExpandVolume");

    public ValueTask ModifyAsync(ModifyVolumeRequest request, CallContext call, CancellationToken cancellationToken) =>
        DoneAsync("ModifyAsync", request, cancellationToken);

    ValueTask<Snapshot> ISnapshotter.CreateAsync(CreateSnapshotRequest request, CallContext call, CancellationToken cancellationToken) =>
        AnswerAsync(Snapshot, request, cancellationToken, "CreateSnapshot");

    ValueTask ISnapshotter.DeleteAsync(DeleteSnapshotRequest request, CallContext call, CancellationToken cancellationToken) =>
        DoneAsync("DeleteSnapshot", request, cancellationToken);

    ValueTask<Page<Snapshot>> ISnapshotLister.ListAsync(ListSnapshotsRequest request, CancellationToken cancellationToken) =>
        AnswerAsync(new Page<Snapshot> { Entries = [Snapshot] }, request, cancellationToken, "ListSnapshots");

    ValueTask<Snapshot?> ISnapshotGetter.GetAsync(SnapshotId snapshotId, Secrets secrets, CancellationToken cancellationToken) =>
        AnswerAsync(Exists ? Snapshot : null, snapshotId, cancellationToken, "GetSnapshot");

    private async ValueTask DoneAsync(string method, object request, CancellationToken cancellationToken) =>
        await AnswerAsync(true, request, cancellationToken, method);
}
