using CsiHost.Abstractions.Models;
using CsiHost.Mounts;
using CsiHost.Rpc.Mapping;

namespace CsiHost.Rpc;

/// <summary>What the node service needs of the host.</summary>
internal sealed record NodeServices
{
    /// <summary>The configured id of this node; null leaves it to the driver.</summary>
    public NodeId? NodeId { get; init; }

    /// <summary>Null when kubelet's folder has the same path here and on the node.</summary>
    public KubeletPathMap? Paths { get; init; }

    public required IVolumeStatsReader Stats { get; init; }
}
