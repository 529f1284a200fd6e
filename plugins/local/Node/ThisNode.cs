using System.Security.Cryptography;
using System.Text;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Ports;

namespace CsiHost.Plugins.Local.Node;

/// <summary>Where this node's volumes are: here and nowhere else, said as one topology segment.</summary>
internal sealed class ThisNode(IHostInfo host)
{
    public const string TopologyKey = "topology.local.csihost.dev/node";

    private const int MaxLabelLength = 63;

    public IReadOnlyDictionary<string, string> Segments { get; } =
        new Dictionary<string, string> { [TopologyKey] = ToLabel(host.NodeId?.Value ?? Environment.MachineName) };

    /// <summary>Whether a set of segments includes this node. An empty set means everywhere.</summary>
    public bool IsWithin(IReadOnlyDictionary<string, string> segments) =>
        segments.All(segment => Segments.TryGetValue(segment.Key, out var value) && value == segment.Value);

    /// <exception cref="CsiException">The volume must be where this node is not (ResourceExhausted, as the specification wants it).</exception>
    public void CheckReachable(TopologyRequirement? requirement)
    {
        if (requirement is { Requisite.Count: > 0 } && !requirement.Requisite.Any(IsWithin))
            throw CsiErrors.ResourceExhausted($"volumes made here are on node {Segments[TopologyKey]}, which accessibility_requirements.requisite excludes");
    }

    /// <summary>A segment's value becomes a label of the node, which has a narrower form than a node id.</summary>
    private static string ToLabel(string nodeId)
    {
        var isLabel = nodeId.Length is > 0 and <= MaxLabelLength && char.IsAsciiLetterOrDigit(nodeId[0]) && char.IsAsciiLetterOrDigit(nodeId[^1])
            && nodeId.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');
        return isLabel ? nodeId : "node-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(nodeId)))[..32];
    }
}
