using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Local.Store;

namespace CsiHost.Plugins.Local.Controller;

/// <summary>
/// Snapshots are full copies, so they outlive their volume. They are cut while the workload may write: stop it first where the state of
/// several files must fit together.
/// </summary>
[CsiBackend(LocalPlugin.DriverName)]
internal sealed class LocalSnapshots(LocalStore store, TimeProvider time) : ISnapshotter, ISnapshotLister, ISnapshotGetter
{
    public async ValueTask<Snapshot> CreateAsync(CreateSnapshotRequest request, CallContext call, CancellationToken cancellationToken)
    {
        _ = VolumeParameters.Parse(request.Parameters, new HashSet<string>(), "parameters"); // none are known
        var id = store.Snapshots.IdOf(request.Name);
        if (store.Snapshots.Find(id) is { } existing)
            return Match(existing, request);

        var volumeId = request.SourceVolume.Value;
        var source = VolumeSource.Find(store.Volumes, volumeId) ?? throw LocalErrors.NoVolume(volumeId);
        var record = new SnapshotRecord
        {
            Id = id,
            Name = request.Name,
            Instance = Guid.NewGuid(),
            SourceVolume = volumeId,
            SizeBytes = source.SizeBytes,
            CreatedAt = time.GetUtcNow(),
        };
        var added = await store.Snapshots.TryAddAsync(record, draft => source.CopyTo(draft, cancellationToken), cancellationToken);
        return added ? Describe(record) : Match(store.Snapshots.Find(id) ?? throw CsiErrors.OperationPending($"snapshot {id}"), request);
    }

    public async ValueTask DeleteAsync(DeleteSnapshotRequest request, CallContext call, CancellationToken cancellationToken) =>
        await store.Snapshots.RemoveAsync(request.SnapshotId.Value, cancellationToken);

    public ValueTask<Page<Snapshot>> ListAsync(ListSnapshotsRequest request, CancellationToken cancellationToken)
    {
        var records = request.SnapshotId is { } id
            ? store.Snapshots.Find(id.Value) is { } found ? [found] : []
            : store.Snapshots.List();
        if (request.SourceVolume is { } volume)
            records = records.Where(record => record.SourceVolume == volume.Value);
        return ValueTask.FromResult(request.Page.Cut(records.Select(Describe), snapshot => snapshot.Id.Value));
    }

    public ValueTask<Snapshot?> GetAsync(SnapshotId snapshotId, Secrets secrets, CancellationToken cancellationToken) =>
        ValueTask.FromResult(store.Snapshots.Find(snapshotId.Value) is { } record ? Describe(record) : null);

    private static Snapshot Match(SnapshotRecord existing, CreateSnapshotRequest request) =>
        existing.SourceVolume == request.SourceVolume.Value
            ? Describe(existing)
            : throw CsiErrors.Incompatible($"snapshot {existing.Id} of that name was cut from volume {existing.SourceVolume}");

    private static Snapshot Describe(SnapshotRecord record) => new()
    {
        Id = new SnapshotId(record.Id),
        SourceVolume = new VolumeId(record.SourceVolume),
        SizeBytes = record.SizeBytes,
        CreatedAt = record.CreatedAt,
    };
}
