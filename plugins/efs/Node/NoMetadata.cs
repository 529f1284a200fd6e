using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.Efs.Node;

/// <summary>Where no source of metadata is registered.</summary>
internal sealed class NoMetadata : INodeMetadata
{
    public ValueTask<NodeMetadata> GetAsync(CancellationToken cancellationToken) =>
        throw CsiErrors.Unavailable("this process has no source of node metadata");
}
