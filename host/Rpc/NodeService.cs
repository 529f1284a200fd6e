using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Errors;
using CsiHost.Drivers;
using CsiHost.Mounts;
using CsiHost.Pipeline;
using CsiHost.Pipeline.Results;
using CsiHost.Rpc.Mapping;
using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;
using Models = CsiHost.Abstractions.Models;

namespace CsiHost.Rpc;

/// <summary><c>csi.v1.Node</c>: translate, let the mounts room or the backend act, check, translate back.</summary>
internal sealed class NodeService(DriverInstance driver, CallPipeline pipeline, NodeServices services)
    : DriverService("csi.v1.Node", driver, pipeline)
{
    private readonly bool _stages = driver.Get<INodeStager>() is not null;

    public IEnumerable<UnaryMethod> Methods()
    {
        var capabilities = Driver.Capabilities.ToNodeMessage();
        var noPublisher = Without<INodePublisher>(HostMode.Node);
        var noStager = noPublisher ?? Without<INodeStager>(HostMode.Node);
        return
        [
            Tell(NodeMethods.NodeGetCapabilities, (_, _) => ValueTask.FromResult(capabilities)),
            GetInfoMethod(),
            Change(NodeMethods.NodeStageVolume, RequestTable.NodeStageVolume, noStager, StageAsync),
            Change(NodeMethods.NodeUnstageVolume, RequestTable.NodeUnstageVolume, noStager, UnstageAsync),
            Change(NodeMethods.NodePublishVolume, RequestTable.NodePublishVolume, noPublisher, PublishAsync),
            Change(NodeMethods.NodeUnpublishVolume, RequestTable.NodeUnpublishVolume, noPublisher, UnpublishAsync),
            Answer(NodeMethods.NodeGetVolumeStats, RequestTable.NodeGetVolumeStats, noPublisher ?? Without<INodeVolumeStats>(HostMode.Node), GetStatsAsync),
            Answer(NodeMethods.NodeExpandVolume, RequestTable.NodeExpandVolume, noPublisher ?? Without<INodeExpander>(HostMode.Node), ExpandAsync),
        ];
    }

    private UnaryMethod GetInfoMethod()
    {
        if (!Driver.Mode.HasFlag(HostMode.Node))
            return Tell(NodeMethods.NodeGetInfo, (_, call) => GetInfoAsync(call), missing: "this host serves no node calls");
        if (services.NodeId is not { } nodeId || Driver.Get<INodeIdentity>() is not null || Driver.Get<INodeTopology>() is not null)
            return Tell(NodeMethods.NodeGetInfo, (_, call) => GetInfoAsync(call), isLight: false);
        // Nothing to ask, so the answer never changes.
        var info = new NodeGetInfoResponse { NodeId = nodeId.Value };
        return Tell(NodeMethods.NodeGetInfo, (_, _) => ValueTask.FromResult(info));
    }

    private async ValueTask<NodeGetInfoResponse> GetInfoAsync(Call call)
    {
        var node = Driver.Get<INodeIdentity>() is { } identity
            ? ResultCheck.Node(ResultCheck.NotNull(await identity.DescribeAsync(call.Token), "the node"))
            : new Models.NodeDescription();
        var id = node.Id ?? services.NodeId
            ?? throw CsiErrors.FailedPrecondition("this node has no id: set Host:NodeId, since the driver does not name the node");
        var info = new NodeGetInfoResponse { NodeId = id.Value, MaxVolumesPerNode = node.MaxVolumes };
        if (Driver.Get<INodeTopology>() is { } topology)
        {
            var segments = ResultCheck.NotNull(await topology.GetSegmentsAsync(call.Token), "the topology");
            if (segments.Count > 0)
                info.AccessibleTopology = ResultCheck.Topology(segments, "the topology").ToMessage();
        }
        return info;
    }

    private async ValueTask<NodeStageVolumeResponse> StageAsync(NodeStageVolumeRequest message, INodeMounts mounts, Call call)
    {
        await mounts.StageAsync(Localize(message.ToModel()), call.Context, call.Token);
        return new NodeStageVolumeResponse();
    }

    private async ValueTask<NodeUnstageVolumeResponse> UnstageAsync(NodeUnstageVolumeRequest message, INodeMounts mounts, Call call)
    {
        var path = Localize(new Models.AbsolutePath(message.StagingTargetPath, "staging_target_path"));
        await mounts.UnstageAsync(new Models.VolumeId(message.VolumeId), path, call.Context, call.Token);
        return new NodeUnstageVolumeResponse();
    }

    private async ValueTask<NodePublishVolumeResponse> PublishAsync(NodePublishVolumeRequest message, INodeMounts mounts, Call call)
    {
        await mounts.PublishAsync(Localize(message.ToModel(_stages)), call.Context, call.Token);
        return new NodePublishVolumeResponse();
    }

    private async ValueTask<NodeUnpublishVolumeResponse> UnpublishAsync(NodeUnpublishVolumeRequest message, INodeMounts mounts, Call call)
    {
        var path = Localize(new Models.AbsolutePath(message.TargetPath, "target_path"));
        await mounts.UnpublishAsync(new Models.VolumeId(message.VolumeId), path, call.Context, call.Token);
        return new NodeUnpublishVolumeResponse();
    }

    private async ValueTask<NodeGetVolumeStatsResponse> GetStatsAsync(NodeGetVolumeStatsRequest message, Call call)
    {
        var reading = await services.Stats.ReadAsync(
            Localize(message.ToModel()), Driver.Get<INodeVolumeStats>()!, Driver.Get<INodeVolumeHealth>(), call.Token);
        return NodeMapping.ToMessage(ResultCheck.Stats(reading.Stats), reading.Condition);
    }

    private async ValueTask<NodeExpandVolumeResponse> ExpandAsync(NodeExpandVolumeRequest message, Call call)
    {
        var bytes = await Driver.Get<INodeExpander>()!.ExpandAsync(Localize(message.ToModel()), call.Context, call.Token);
        return new NodeExpandVolumeResponse { CapacityBytes = ResultCheck.NodeExpanded(bytes) };
    }

    private Models.StageRequest Localize(Models.StageRequest request) => request with { StagingPath = Localize(request.StagingPath) };

    private Models.PublishRequest Localize(Models.PublishRequest request) =>
        request with { TargetPath = Localize(request.TargetPath), StagingPath = Localize(request.StagingPath) };

    private Models.StatsRequest Localize(Models.StatsRequest request) =>
        request with { VolumePath = Localize(request.VolumePath), StagingPath = Localize(request.StagingPath) };

    private Models.NodeExpandRequest Localize(Models.NodeExpandRequest request) =>
        request with { VolumePath = Localize(request.VolumePath), StagingPath = Localize(request.StagingPath) };

    private Models.AbsolutePath? Localize(Models.AbsolutePath? path) => path is { } known ? Localize(known) : null;

    private Models.AbsolutePath Localize(Models.AbsolutePath path) => services.Paths?.Apply(path) ?? path;
}
