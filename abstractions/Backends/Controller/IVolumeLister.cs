using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Backends.Controller;

/// <summary>Lists volumes (LIST_VOLUMES).</summary>
public interface IVolumeLister
{
    /// <summary>Whether <see cref="VolumeEntry.PublishedNodes"/> is filled (LIST_VOLUMES_PUBLISHED_NODES).</summary>
    bool ReportsPublishedNodes => false;

    /// <summary>Lists; <see cref="PageRequest.Cut"/> does the paging of an in-memory list.</summary>
    /// <param name="request">The page.</param>
    /// <param name="cancellationToken">The deadline.</param>
    /// <exception cref="Errors.CsiException">InvalidToken: the token is not ours.</exception>
    ValueTask<Page<VolumeEntry>> ListAsync(PageRequest request, CancellationToken cancellationToken);
}
