using System.Text.Json.Nodes;

namespace CsiHost.Kubernetes;

/// <summary>A Node, as far as its taints go. They are kept as received, for a patch must repeat them exactly.</summary>
internal sealed record NodeObject(NodeObject.NodeSpec? Spec)
{
    internal sealed record NodeSpec(JsonArray? Taints);
}
