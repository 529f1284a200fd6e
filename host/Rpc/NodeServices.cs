using CsiHost.Abstractions.Models;
using CsiHost.Mounts;

namespace CsiHost.Rpc;

/// <summary>What the node service needs of the host.</summary>
internal sealed record NodeServices
{
    /// <summary>The configured id of this node; null leaves it to the driver.</summary>
    public NodeId? NodeId { get; init; }

    public required IVolumeStatsReader Stats { get; init; }
}
