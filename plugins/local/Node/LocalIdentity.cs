using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.Local.Store;

namespace CsiHost.Plugins.Local.Node;

/// <summary>Who and where this node is, and whether it can serve.</summary>
[CsiBackend(LocalPlugin.DriverName)]
internal sealed class LocalIdentity(ThisNode node, LocalOptions options, LocalRoot root, IFileSystemProbe probe)
    : INodeIdentity, INodeTopology, IReadiness
{
    /// <summary>No id of our own: the host's configured one is good.</summary>
    public ValueTask<NodeDescription> DescribeAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new NodeDescription { MaxVolumes = options.MaximumVolumesPerNode });

    public ValueTask<IReadOnlyDictionary<string, string>> GetSegmentsAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(node.Segments);

    /// <summary>The root may be a network file system or a failing disk: ask it through the probe, which cannot hang.</summary>
    public async ValueTask<ReadinessReport> CheckAsync(CancellationToken cancellationToken)
    {
        var health = await probe.CheckAsync(root.Path, cancellationToken);
        return health == Abstractions.Mounts.MountHealth.Healthy
            ? ReadinessReport.Ready
            : new ReadinessReport { State = ReadinessState.Unhealthy, Reason = $"{options.Root} does not answer ({health})" };
    }
}
