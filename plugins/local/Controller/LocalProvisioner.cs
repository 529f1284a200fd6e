using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Local.Node;
using CsiHost.Plugins.Local.Store;

namespace CsiHost.Plugins.Local.Controller;

/// <summary>Makes and deletes volumes. Implementing <see cref="IVolumeProvisioner"/> is what advertises CREATE_DELETE_VOLUME.</summary>
[CsiBackend(LocalPlugin.DriverName)]
internal sealed class LocalProvisioner(LocalStore store, VolumeMaker maker, VolumeMounts mounts) : IVolumeProvisioner
{
    public ValueTask<Volume> CreateAsync(CreateVolumeRequest request, CallContext call, CancellationToken cancellationToken) =>
        maker.MakeAsync(request, findSource: null, new VolumeOrigin(null, null), cancellationToken);

    public async ValueTask DeleteAsync(DeleteVolumeRequest request, CallContext call, CancellationToken cancellationToken)
    {
        var id = request.VolumeId.Value;
        if (store.Volumes.Find(id) is not null && mounts.Of(store.Volumes.DataPath(id)) is [var place, ..])
            throw CsiErrors.FailedPrecondition($"volume {id} is in use at {place}; unpublish and unstage it first");
        await store.Volumes.RemoveAsync(id, cancellationToken);
    }
}
