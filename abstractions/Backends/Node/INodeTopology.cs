namespace CsiHost.Abstractions.Backends.Node;

/// <summary>Says where this node is (plugin capability VOLUME_ACCESSIBILITY_CONSTRAINTS).</summary>
public interface INodeTopology
{
    /// <summary>The node's segments; empty when they are not known. Keys are <c>[prefix/]name</c>; they become node labels.</summary>
    /// <param name="cancellationToken">The deadline.</param>
    ValueTask<IReadOnlyDictionary<string, string>> GetSegmentsAsync(CancellationToken cancellationToken);
}
