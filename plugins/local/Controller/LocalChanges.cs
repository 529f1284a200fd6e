using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Local.Native;
using CsiHost.Plugins.Local.Store;

namespace CsiHost.Plugins.Local.Controller;

/// <summary>Changes volumes in place: their size and their permission bits.</summary>
[CsiBackend(LocalPlugin.DriverName)]
internal sealed class LocalChanges(LocalStore store, VolumeSizes sizes) : IVolumeExpander, IVolumeModifier
{
    public ValueTask<ExpandVolumeResult> ExpandAsync(ExpandVolumeRequest request, CallContext call, CancellationToken cancellationToken)
    {
        var id = request.VolumeId.Value;
        var record = store.Volumes.Update(id, Grow) ?? throw LocalErrors.NoVolume(id);
        return ValueTask.FromResult(new ExpandVolumeResult { CapacityBytes = record.CapacityBytes });

        VolumeRecord Grow(VolumeRecord old)
        {
            var size = sizes.Grow(old.CapacityBytes, request.Capacity);
            return size == old.CapacityBytes ? old : old with { CapacityBytes = size };
        }
    }

    /// <summary>The file system itself keeps the permission bits, so there is one change to make and nothing to keep in step with it.</summary>
    public ValueTask ModifyAsync(ModifyVolumeRequest request, CallContext call, CancellationToken cancellationToken)
    {
        var id = request.VolumeId.Value;
        if (store.Volumes.Find(id) is null)
            throw LocalErrors.NoVolume(id);
        var parameters = VolumeParameters.Parse(request.MutableParameters, VolumeParameters.MutableKeys, "mutable_parameters");
        using var folder = Folder.Open(store.Volumes.DataPath(id));
        parameters.Apply(folder);
        folder.Flush();
        return ValueTask.CompletedTask;
    }
}
