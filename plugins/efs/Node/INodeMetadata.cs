using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.Efs.Node;

/// <summary>Finds out where this process runs: from ECS, the instance metadata service or Kubernetes.</summary>
internal interface INodeMetadata
{
    /// <summary>The metadata; looked up once and kept.</summary>
    /// <exception cref="CsiException">No source knows (<see cref="CsiErrorKind.Unavailable"/>).</exception>
    ValueTask<NodeMetadata> GetAsync(CancellationToken cancellationToken);
}
