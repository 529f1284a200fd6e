using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.Efs.Node.Usage;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Node;

/// <summary>
/// Measures volumes. What statfs says of the whole file system is the answer at once; where the administrator opted in, a walk through the volume finds what
/// this volume uses, and the next answers say that.
/// </summary>
[CsiBackend(EfsPlugin.DriverName)]
internal sealed class EfsStats(IFileSystemProbe probe, UsageWalks walks, EfsOptions options) : INodeVolumeStats
{
    public bool IsOffered => options.VolumeMetrics;

    public async ValueTask<VolumeStats> GetStatsAsync(StatsRequest request, CancellationToken cancellationToken)
    {
        var usage = (await probe.GetUsageAsync(request.VolumePath.Value, cancellationToken)).Bytes
            ?? throw CsiErrors.Unavailable($"the file system at {request.VolumePath} does not tell its size");
        if (options.VolumeMetrics)
        {
            var fileSystem = VolumeHandle.Parse(request.VolumeId.Value, out _)?.FileSystemId ?? request.VolumeId.Value;
            if (walks.Find(request.VolumeId.Value, request.VolumePath.Value, fileSystem) is { } used)
                usage = usage with { Used = used };
        }

        // The inodes of an elastic file system are counted for nobody.
        return new VolumeStats { Bytes = usage };
    }
}
