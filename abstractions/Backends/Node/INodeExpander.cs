using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Backends.Node;

/// <summary>Grows a volume's file system on the node (node capability EXPAND_VOLUME).</summary>
public interface INodeExpander
{
    /// <summary>Grows. Large enough already is a success.</summary>
    /// <param name="request">Which and how large.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The deadline.</param>
    /// <returns>The size now, in bytes; 0 means unknown.</returns>
    ValueTask<long> ExpandAsync(NodeExpandRequest request, CallContext call, CancellationToken cancellationToken);
}
