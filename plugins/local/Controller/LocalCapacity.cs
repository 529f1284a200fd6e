using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Local.Node;

namespace CsiHost.Plugins.Local.Controller;

/// <summary>Room for new volumes: the free space of the file system, whatever sizes were promised.</summary>
[CsiBackend(LocalPlugin.DriverName)]
internal sealed class LocalCapacity(VolumeSizes sizes, ThisNode node) : ICapacityReporter
{
    public ValueTask<CapacityReport> GetCapacityAsync(CapacityQuery query, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new CapacityReport
        {
            AvailableBytes = node.IsWithin(query.Topology) ? sizes.Available : 0,
            MaximumVolumeBytes = sizes.Maximum,
            MinimumVolumeBytes = 1,
        });
}
