using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;

namespace CsiHost.Tests.Rpc.Services;

internal sealed partial class FakeBackend
    : INodePublisher, INodeStager, INodeVolumeStats, INodeVolumeHealth, INodeExpander, INodeIdentity, INodeTopology, IMountAdopter
{
    public NodeDescription Node { get; set; } = new() { Id = new NodeId("backend-node"), MaxVolumes = 7 };

    public IReadOnlyDictionary<string, string> Segments { get; set; } = new Dictionary<string, string> { ["topology.test/zone"] = "z1" };

    public VolumeStats Stats { get; set; } = new() { Bytes = new VolumeUsage { Total = 10, Used = 4, Available = 6 } };

    public bool IsOffered { get; set; } = true;

    // The mounts room asks for plans; here it is a fake, so nobody does.
    public ValueTask<MountPlan> PlanPublishAsync(PublishRequest request, CallContext call, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<MountPlan> PlanStageAsync(StageRequest request, CallContext call, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<MountPlan?> DescribeAsync(ForeignMount mount, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<VolumeStats> GetStatsAsync(StatsRequest request, CancellationToken cancellationToken) =>
        AnswerAsync(Stats, request, cancellationToken);

    public ValueTask<VolumeCondition> GetConditionAsync(StatsRequest request, CancellationToken cancellationToken) =>
        AnswerAsync(new VolumeCondition { IsAbnormal = false, Message = "fine" }, request, cancellationToken);

    ValueTask<long> INodeExpander.ExpandAsync(NodeExpandRequest request, CallContext call, CancellationToken cancellationToken) =>
        AnswerAsync(ExpandedBytes, request, cancellationToken, "NodeExpand");

    public ValueTask<NodeDescription> DescribeAsync(CancellationToken cancellationToken) => AnswerAsync(Node, null, cancellationToken);

    public ValueTask<IReadOnlyDictionary<string, string>> GetSegmentsAsync(CancellationToken cancellationToken) =>
        AnswerAsync(Segments, null, cancellationToken);
}
