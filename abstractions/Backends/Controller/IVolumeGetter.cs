using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Backends.Controller;

/// <summary>Describes one volume (GET_VOLUME).</summary>
public interface IVolumeGetter
{
    /// <summary>The volume and its state; null when it does not exist.</summary>
    /// <param name="volumeId">The volume.</param>
    /// <param name="cancellationToken">The deadline.</param>
    ValueTask<VolumeEntry?> GetAsync(VolumeId volumeId, CancellationToken cancellationToken);
}
