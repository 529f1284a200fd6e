using CsiHost.Pipeline.Locks;
using CsiHost.Pipeline.Validation;
using CsiHost.Rpc.Proto;
using Mode = CsiHost.Rpc.Proto.VolumeCapability.Types.AccessMode.Types.Mode;

namespace CsiHost.Rpc;

internal static partial class RequestTable
{
    public static readonly RequestPolicy<NodeStageVolumeRequest> NodeStageVolume = new("NodeStageVolume")
    {
        Rules =
        [
            Rule<NodeStageVolumeRequest>.Id("volume_id", r => r.VolumeId),
            Rule<NodeStageVolumeRequest>.Target("staging_target_path", r => r.StagingTargetPath),
            Rule<NodeStageVolumeRequest>.Capability(r => r.VolumeCapability),
            Rule<NodeStageVolumeRequest>.Map("publish_context", r => r.PublishContext),
            Rule<NodeStageVolumeRequest>.Secrets(r => r.Secrets),
            Rule<NodeStageVolumeRequest>.Map("volume_context", r => r.VolumeContext),
            Rule<NodeStageVolumeRequest>.Allowed(r => r.VolumeCapability, r => r.VolumeContext),
        ],
        Locks = r => [Alone(r.VolumeId)],
        Subject = r => r.VolumeId,
        Secrets = r => Hidden(r.Secrets, r.VolumeContext),
    };

    public static readonly RequestPolicy<NodeUnstageVolumeRequest> NodeUnstageVolume = new("NodeUnstageVolume")
    {
        Rules =
        [
            Rule<NodeUnstageVolumeRequest>.Id("volume_id", r => r.VolumeId),
            Rule<NodeUnstageVolumeRequest>.Target("staging_target_path", r => r.StagingTargetPath),
        ],
        Locks = r => [Alone(r.VolumeId)],
        Subject = r => r.VolumeId,
    };

    public static readonly RequestPolicy<NodePublishVolumeRequest> NodePublishVolume = new("NodePublishVolume")
    {
        Rules =
        [
            Rule<NodePublishVolumeRequest>.Id("volume_id", r => r.VolumeId),
            Rule<NodePublishVolumeRequest>.Target("target_path", r => r.TargetPath),
            Rule<NodePublishVolumeRequest>.Capability(r => r.VolumeCapability),
            Rule<NodePublishVolumeRequest>.Map("publish_context", r => r.PublishContext),
            Rule<NodePublishVolumeRequest>.Target("staging_target_path", r => r.StagingTargetPath, required: false),
            Rule<NodePublishVolumeRequest>.Secrets(r => r.Secrets),
            Rule<NodePublishVolumeRequest>.Map("volume_context", r => r.VolumeContext),
            new StagedPathRule<NodePublishVolumeRequest>("staging_target_path", r => r.StagingTargetPath),
            Rule<NodePublishVolumeRequest>.Allowed(r => r.VolumeCapability, r => r.VolumeContext),
        ],
        Locks = r => [Target(r.TargetPath), HasManyTargets(r.VolumeCapability) ? Shared(r.VolumeId) : Alone(r.VolumeId)],
        Subject = r => r.VolumeId,
        Secrets = r => Hidden(r.Secrets, r.VolumeContext),
    };

    public static readonly RequestPolicy<NodeUnpublishVolumeRequest> NodeUnpublishVolume = new("NodeUnpublishVolume")
    {
        Rules =
        [
            Rule<NodeUnpublishVolumeRequest>.Id("volume_id", r => r.VolumeId),
            Rule<NodeUnpublishVolumeRequest>.Target("target_path", r => r.TargetPath),
        ],
        Locks = r => [Target(r.TargetPath), Shared(r.VolumeId)],
        Subject = r => r.VolumeId,
    };

    public static readonly RequestPolicy<NodeGetVolumeStatsRequest> NodeGetVolumeStats = new("NodeGetVolumeStats")
    {
        Rules =
        [
            Rule<NodeGetVolumeStatsRequest>.Id("volume_id", r => r.VolumeId),
            Rule<NodeGetVolumeStatsRequest>.VolumePath(r => r.VolumePath),
            Rule<NodeGetVolumeStatsRequest>.Target("staging_target_path", r => r.StagingTargetPath, required: false),
        ],
        Subject = r => r.VolumeId,
    };

    public static readonly RequestPolicy<NodeExpandVolumeRequest> NodeExpandVolume = new("NodeExpandVolume")
    {
        Rules =
        [
            Rule<NodeExpandVolumeRequest>.Id("volume_id", r => r.VolumeId),
            Rule<NodeExpandVolumeRequest>.VolumePath(r => r.VolumePath),
            Rule<NodeExpandVolumeRequest>.Range(r => r.CapacityRange),
            Rule<NodeExpandVolumeRequest>.Target("staging_target_path", r => r.StagingTargetPath, required: false),
            Rule<NodeExpandVolumeRequest>.Capability(r => r.VolumeCapability, required: false),
            Rule<NodeExpandVolumeRequest>.Secrets(r => r.Secrets),
            Rule<NodeExpandVolumeRequest>.Allowed(r => r.VolumeCapability),
        ],
        Locks = r => [Alone(r.VolumeId)],
        Subject = r => r.VolumeId,
        Secrets = r => Hidden(r.Secrets),
    };

    private static IEnumerable<RequestPolicy> NodeRows =>
        [NodeStageVolume, NodeUnstageVolume, NodePublishVolume, NodeUnpublishVolume, NodeGetVolumeStats, NodeExpandVolume];

    // "/a//b/" and "/a/b" are one target.
    private static LockKey Target(string path) => new(LockKind.Target, new Abstractions.Models.AbsolutePath(path, "target_path").Value);

    private static bool HasManyTargets(VolumeCapability capability) =>
        capability.AccessMode.Mode is Mode.MultiNodeReaderOnly or Mode.MultiNodeSingleWriter or Mode.MultiNodeMultiWriter or Mode.SingleNodeMultiWriter;
}
