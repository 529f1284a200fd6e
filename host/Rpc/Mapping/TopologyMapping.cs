using CsiHost.Rpc.Proto;
using Google.Protobuf.Collections;
using Models = CsiHost.Abstractions.Models;

namespace CsiHost.Rpc.Mapping;

/// <summary>Topologies. One without segments demands nothing and is left out.</summary>
internal static class TopologyMapping
{
    public static Models.TopologyRequirement? ToModel(this TopologyRequirement? requirement) =>
        requirement is null
            ? null
            : new Models.TopologyRequirement { Requisite = ToModel(requirement.Requisite), Preferred = ToModel(requirement.Preferred) };

    public static Topology ToMessage(this IReadOnlyDictionary<string, string> segments)
    {
        var topology = new Topology();
        topology.Segments.Fill(segments);
        return topology;
    }

    /// <summary>Every set of segments in a requirement, for validation.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> AllSegments(TopologyRequirement? requirement) =>
        requirement is null ? [] : requirement.Requisite.Concat(requirement.Preferred).Select(topology => topology.Segments);

    private static IReadOnlyList<IReadOnlyDictionary<string, string>> ToModel(RepeatedField<Topology> topologies) =>
        [.. topologies.Where(topology => topology.Segments.Count > 0).Select(topology => topology.Segments.ToModel())];
}
