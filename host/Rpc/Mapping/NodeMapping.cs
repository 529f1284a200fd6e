using CsiHost.Abstractions.Errors;
using CsiHost.Rpc.Proto;
using Models = CsiHost.Abstractions.Models;

namespace CsiHost.Rpc.Mapping;

/// <summary>The calls on a node.</summary>
internal static class NodeMapping
{
    public static Models.StageRequest ToModel(this NodeStageVolumeRequest request) => new()
    {
        VolumeId = new Models.VolumeId(request.VolumeId),
        StagingPath = new Models.AbsolutePath(request.StagingTargetPath, "staging_target_path"),
        Capability = request.VolumeCapability.ToModel(),
        VolumeContext = request.VolumeContext.ToModel(),
        PublishContext = request.PublishContext.ToModel(),
        Secrets = request.Secrets.ToSecrets(),
    };

    public static Models.PublishRequest ToModel(this NodePublishVolumeRequest request, bool stages) => new()
    {
        VolumeId = new Models.VolumeId(request.VolumeId),
        TargetPath = new Models.AbsolutePath(request.TargetPath, "target_path"),
        // kubelet names a staging path for block volumes even to drivers that do not stage.
        StagingPath = stages ? OptionalPath(request.StagingTargetPath) : null,
        Capability = request.VolumeCapability.ToModel(),
        ReadOnly = request.Readonly,
        VolumeContext = WorkloadMapping.WithoutPodKeys(request.VolumeContext),
        PublishContext = request.PublishContext.ToModel(),
        Secrets = WorkloadMapping.WithoutTokens(request.Secrets),
        Workload = WorkloadMapping.ToModel(request.VolumeContext, request.Secrets),
    };

    public static Models.StatsRequest ToModel(this NodeGetVolumeStatsRequest request) => new()
    {
        VolumeId = new Models.VolumeId(request.VolumeId),
        VolumePath = VolumePath(request.VolumeId, request.VolumePath),
        StagingPath = OptionalPath(request.StagingTargetPath),
    };

    public static Models.NodeExpandRequest ToModel(this NodeExpandVolumeRequest request) => new()
    {
        VolumeId = new Models.VolumeId(request.VolumeId),
        VolumePath = VolumePath(request.VolumeId, request.VolumePath),
        StagingPath = OptionalPath(request.StagingTargetPath),
        Capacity = request.CapacityRange?.ToModel(),
        Capability = request.VolumeCapability?.ToModel(),
        Secrets = request.Secrets.ToSecrets(),
    };

    public static NodeGetVolumeStatsResponse ToMessage(Models.VolumeStats stats, Models.VolumeCondition? condition)
    {
        var message = new NodeGetVolumeStatsResponse { VolumeCondition = condition?.ToMessage() };
        if (stats.Bytes is { } bytes)
            message.Usage.Add(ToMessage(bytes, VolumeUsage.Types.Unit.Bytes));
        if (stats.Inodes is { } inodes)
            message.Usage.Add(ToMessage(inodes, VolumeUsage.Types.Unit.Inodes));
        return message;
    }

    private static VolumeUsage ToMessage(Models.VolumeUsage usage, VolumeUsage.Types.Unit unit) =>
        new() { Total = usage.Total, Used = usage.Used, Available = usage.Available, Unit = unit };

    private static Models.AbsolutePath? OptionalPath(string path) =>
        path.Length == 0 ? null : new Models.AbsolutePath(path, "staging_target_path");

    // A relative path passes validation: it is well formed, but the host publishes no volume at one.
    private static Models.AbsolutePath VolumePath(string volumeId, string path) =>
        path.StartsWith('/') ? new Models.AbsolutePath(path, "volume_path") : throw CsiErrors.NotFound($"volume {volumeId} is not at volume_path '{path}'");
}
