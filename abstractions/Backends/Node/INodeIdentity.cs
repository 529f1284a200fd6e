using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Backends.Node;

/// <summary>Describes this node for NodeGetInfo. Without it the host answers its configured node id and no limit.</summary>
public interface INodeIdentity
{
    /// <summary>Describes. May be slow once (instance metadata); the host asks again on each call.</summary>
    /// <param name="cancellationToken">The deadline.</param>
    ValueTask<NodeDescription> DescribeAsync(CancellationToken cancellationToken);
}
