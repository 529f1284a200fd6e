using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Backends.Controller;

/// <summary>Says whether a volume exists, for ValidateVolumeCapabilities. Without it (and without <see cref="IVolumeGetter"/>) rules alone decide.</summary>
public interface IVolumeLookup
{
    /// <summary>Whether the volume exists.</summary>
    /// <param name="volumeId">The volume.</param>
    /// <param name="secrets">Secrets of the call.</param>
    /// <param name="cancellationToken">The deadline.</param>
    ValueTask<bool> ExistsAsync(VolumeId volumeId, Secrets secrets, CancellationToken cancellationToken);
}
