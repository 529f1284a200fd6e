using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;

namespace CsiHost.Abstractions.Ports;

/// <summary>
/// Questions to a file system that may be dead. Each runs on a thread of its own with a limit; at most one waits at a path, and later
/// questions about it share its answer.
/// </summary>
public interface IFileSystemProbe
{
    /// <summary>Whether a path answers.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="cancellationToken">Gives up earlier than the limit (<see cref="MountHealth.Unresponsive"/> is then the answer).</param>
    ValueTask<MountHealth> CheckAsync(string path, CancellationToken cancellationToken);

    /// <summary>Usage by statfs(2).</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Errors.CsiException">Nothing there (NotFound), or no answer (Unavailable).</exception>
    ValueTask<VolumeStats> GetUsageAsync(string path, CancellationToken cancellationToken);
}
