using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;

namespace CsiHost.Plugins.Efs.Node;

/// <summary>Who and where this node is.</summary>
[CsiBackend(EfsPlugin.DriverName)]
internal sealed class EfsNode(INodeMetadata metadata, EfsOptions options) : INodeIdentity, INodeTopology
{
    public const string ZoneKey = "topology.kubernetes.io/zone";

    /// <exception cref="CsiException">No source tells the instance's id (Unavailable).</exception>
    public async ValueTask<NodeDescription> DescribeAsync(CancellationToken cancellationToken) => new()
    {
        Id = new NodeId((await metadata.GetAsync(cancellationToken)).InstanceId),
        MaxVolumes = options.VolumeAttachLimit,
    };

    public async ValueTask<IReadOnlyDictionary<string, string>> GetSegmentsAsync(CancellationToken cancellationToken)
    {
        var zone = (await metadata.GetAsync(cancellationToken)).Zone;
        return zone.Length > 0 ? new Dictionary<string, string> { [ZoneKey] = zone } : new Dictionary<string, string>();
    }
}
