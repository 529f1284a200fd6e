using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Local.Store;

namespace CsiHost.Plugins.Local.Controller;

/// <summary>
/// Makes volumes from volumes and from snapshots. One class may carry several capabilities: here they differ only in where the source is.
/// </summary>
[CsiBackend(LocalPlugin.DriverName)]
internal sealed class LocalCopies(LocalStore store, VolumeMaker maker) : IVolumeCloner, ISnapshotRestorer
{
    public ValueTask<Volume> CloneAsync(CreateVolumeRequest request, VolumeId source, CallContext call, CancellationToken cancellationToken) =>
        maker.MakeAsync(
            request,
            () => VolumeSource.Find(store.Volumes, source.Value) ?? throw LocalErrors.NoVolume(source.Value),
            new VolumeOrigin(source.Value, null),
            cancellationToken);

    public ValueTask<Volume> RestoreAsync(CreateVolumeRequest request, SnapshotId source, CallContext call, CancellationToken cancellationToken) =>
        maker.MakeAsync(
            request,
            () => VolumeSource.Find(store.Snapshots, source.Value) ?? throw LocalErrors.NoSnapshot(source.Value),
            new VolumeOrigin(null, source.Value),
            cancellationToken);
}
