using System.Text.RegularExpressions;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.Efs.Node;

namespace CsiHost.Plugins.Efs.Metadata;

/// <summary>What the node's object in Kubernetes tells about it.</summary>
internal sealed partial class KubernetesMetadata(EfsOptions options, IHostInfo host, IKubernetesApi kubernetes)
{
    private static readonly KubernetesResource Nodes = new() { Version = "v1", Plural = "nodes" };

    public bool IsPresent => kubernetes.IsAvailable;

    public string NodeName => options.NodeName.Length > 0 ? options.NodeName : host.NodeName ?? "";

    /// <exception cref="CsiException">The node is not known, or its providerID names no instance (Unavailable).</exception>
    public async ValueTask<NodeMetadata> GetAsync(CancellationToken cancellationToken) =>
        Read(await FindAsync(cancellationToken)
            ?? throw CsiErrors.Unavailable(NodeName.Length == 0 ? "CSI_NODE_NAME is not set" : $"Kubernetes does not tell about node {NodeName}"));

    public async ValueTask<string?> FindZoneIdAsync(CancellationToken cancellationToken) =>
        (await FindAsync(cancellationToken))?.Metadata.Labels.GetValueOrDefault("topology.k8s.aws/zone-id");

    internal static NodeMetadata Read(KubernetesNode node)
    {
        var providerId = node.Spec.ProviderId ?? "";
        var id = InstanceId().Match(providerId);
        return new NodeMetadata
        {
            InstanceId = id.Success ? id.Value
                : throw CsiErrors.Unavailable($"spec.providerID '{providerId}' of the Kubernetes node names no instance"),
            Region = node.Metadata.Labels.GetValueOrDefault("topology.kubernetes.io/region", ""),
            Zone = node.Metadata.Labels.GetValueOrDefault("topology.kubernetes.io/zone", ""),
        };
    }

    private async ValueTask<KubernetesNode?> FindAsync(CancellationToken cancellationToken)
    {
        if (!kubernetes.IsAvailable || NodeName.Length == 0)
            return null;
        try
        {
            return await kubernetes.GetAsync(Nodes, NodeName, MetadataJson.Default.KubernetesNode, cancellationToken);
        }
        catch (KubernetesApiException exception)
        {
            throw CsiErrors.Unavailable($"node {NodeName} cannot be read from Kubernetes: {exception.Message}", exception);
        }
    }

    // EC2, or the 32 digits of a Fargate node.
    [GeneratedRegex(@"i-[a-z0-9]+\z|[a-z0-9]{32}")]
    private static partial Regex InstanceId();
}
