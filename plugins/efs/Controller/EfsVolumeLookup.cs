using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>For ValidateVolumeCapabilities: a volume exists as far as its id can be read. AWS is not asked.</summary>
[CsiBackend(EfsPlugin.DriverName)]
internal sealed class EfsVolumeLookup : IVolumeLookup
{
    public ValueTask<bool> ExistsAsync(VolumeId volumeId, Secrets secrets, CancellationToken cancellationToken) =>
        ValueTask.FromResult(VolumeHandle.Parse(volumeId.Value, out _) is not null);
}
