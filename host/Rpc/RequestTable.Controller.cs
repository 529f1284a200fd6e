using CsiHost.Pipeline.Locks;
using CsiHost.Pipeline.Validation;
using CsiHost.Rpc.Mapping;
using CsiHost.Rpc.Proto;

namespace CsiHost.Rpc;

internal static partial class RequestTable
{
    public static readonly RequestPolicy<CreateVolumeRequest> CreateVolume = new("CreateVolume")
    {
        Rules =
        [
            Rule<CreateVolumeRequest>.Name(r => r.Name),
            Rule<CreateVolumeRequest>.Capabilities(r => r.VolumeCapabilities, oneType: true),
            Rule<CreateVolumeRequest>.Range(r => r.CapacityRange),
            Rule<CreateVolumeRequest>.Map("parameters", r => r.Parameters),
            Rule<CreateVolumeRequest>.Secrets(r => r.Secrets),
            new SourceRule<CreateVolumeRequest>("volume_content_source", r => VolumeMapping.View(r.VolumeContentSource)),
            new SegmentsRule<CreateVolumeRequest>("accessibility_requirements", r => TopologyMapping.AllSegments(r.AccessibilityRequirements)),
            Rule<CreateVolumeRequest>.Map("mutable_parameters", r => r.MutableParameters),
            new MutableRule<CreateVolumeRequest>("mutable_parameters", r => r.MutableParameters),
            Rule<CreateVolumeRequest>.AllAllowed(r => r.VolumeCapabilities),
            Rule<CreateVolumeRequest>.ParameterKeys(r => r.Parameters),
            Rule<CreateVolumeRequest>.MutableKeys(r => r.MutableParameters),
        ],
        Locks = r => [new LockKey(LockKind.VolumeName, r.Name)],
        Subject = r => r.Name,
        Secrets = r => Hidden(r.Secrets),
    };

    public static readonly RequestPolicy<DeleteVolumeRequest> DeleteVolume = new("DeleteVolume")
    {
        Rules = [Rule<DeleteVolumeRequest>.Id("volume_id", r => r.VolumeId), Rule<DeleteVolumeRequest>.Secrets(r => r.Secrets)],
        Locks = r => [Alone(r.VolumeId)],
        Subject = r => r.VolumeId,
        Secrets = r => Hidden(r.Secrets),
    };

    public static readonly RequestPolicy<ControllerPublishVolumeRequest> ControllerPublishVolume = new("ControllerPublishVolume")
    {
        Rules =
        [
            Rule<ControllerPublishVolumeRequest>.Id("volume_id", r => r.VolumeId),
            Rule<ControllerPublishVolumeRequest>.NodeId(r => r.NodeId),
            Rule<ControllerPublishVolumeRequest>.Capability(r => r.VolumeCapability),
            Rule<ControllerPublishVolumeRequest>.Secrets(r => r.Secrets),
            Rule<ControllerPublishVolumeRequest>.Map("volume_context", r => r.VolumeContext),
            Rule<ControllerPublishVolumeRequest>.Allowed(r => r.VolumeCapability, r => r.VolumeContext),
        ],
        Locks = r => [Alone(r.VolumeId)],
        Subject = r => r.VolumeId,
        Secrets = r => Hidden(r.Secrets, r.VolumeContext),
    };

    public static readonly RequestPolicy<ControllerUnpublishVolumeRequest> ControllerUnpublishVolume = new("ControllerUnpublishVolume")
    {
        Rules =
        [
            Rule<ControllerUnpublishVolumeRequest>.Id("volume_id", r => r.VolumeId),
            Rule<ControllerUnpublishVolumeRequest>.NodeId(r => r.NodeId, required: false),
            Rule<ControllerUnpublishVolumeRequest>.Secrets(r => r.Secrets),
        ],
        Locks = r => [Alone(r.VolumeId)],
        Subject = r => r.VolumeId,
        Secrets = r => Hidden(r.Secrets),
    };

    public static readonly RequestPolicy<ValidateVolumeCapabilitiesRequest> ValidateVolumeCapabilities = new("ValidateVolumeCapabilities")
    {
        // The driver's own rules are the answer of this call, not a reason to refuse it.
        Rules =
        [
            Rule<ValidateVolumeCapabilitiesRequest>.Id("volume_id", r => r.VolumeId),
            Rule<ValidateVolumeCapabilitiesRequest>.Capabilities(r => r.VolumeCapabilities),
            Rule<ValidateVolumeCapabilitiesRequest>.Map("volume_context", r => r.VolumeContext),
            Rule<ValidateVolumeCapabilitiesRequest>.Map("parameters", r => r.Parameters),
            Rule<ValidateVolumeCapabilitiesRequest>.Map("mutable_parameters", r => r.MutableParameters),
            Rule<ValidateVolumeCapabilitiesRequest>.Secrets(r => r.Secrets),
        ],
        Subject = r => r.VolumeId,
        Secrets = r => Hidden(r.Secrets, r.VolumeContext),
    };

    public static readonly RequestPolicy<ListVolumesRequest> ListVolumes = new("ListVolumes")
    {
        Rules = [Rule<ListVolumesRequest>.Count(r => r.MaxEntries), Rule<ListVolumesRequest>.Token(r => r.StartingToken)],
    };

    public static readonly RequestPolicy<GetCapacityRequest> GetCapacity = new("GetCapacity")
    {
        Rules =
        [
            Rule<GetCapacityRequest>.Capabilities(r => r.VolumeCapabilities, required: false),
            Rule<GetCapacityRequest>.Map("parameters", r => r.Parameters),
            new SegmentsRule<GetCapacityRequest>("accessible_topology", r => r.AccessibleTopology is { } topology ? [topology.Segments] : []),
            Rule<GetCapacityRequest>.AllAllowed(r => r.VolumeCapabilities),
            Rule<GetCapacityRequest>.ParameterKeys(r => r.Parameters),
        ],
    };

    public static readonly RequestPolicy<CreateSnapshotRequest> CreateSnapshot = new("CreateSnapshot")
    {
        Rules =
        [
            Rule<CreateSnapshotRequest>.Id("source_volume_id", r => r.SourceVolumeId),
            Rule<CreateSnapshotRequest>.Name(r => r.Name),
            Rule<CreateSnapshotRequest>.Secrets(r => r.Secrets),
            Rule<CreateSnapshotRequest>.Map("parameters", r => r.Parameters),
        ],
        Locks = r => [new LockKey(LockKind.SnapshotName, r.Name), Alone(r.SourceVolumeId)],
        Subject = r => r.Name,
        Secrets = r => Hidden(r.Secrets),
    };

    public static readonly RequestPolicy<DeleteSnapshotRequest> DeleteSnapshot = new("DeleteSnapshot")
    {
        Rules = [Rule<DeleteSnapshotRequest>.Id("snapshot_id", r => r.SnapshotId), Rule<DeleteSnapshotRequest>.Secrets(r => r.Secrets)],
        Locks = r => [new LockKey(LockKind.Snapshot, r.SnapshotId)],
        Subject = r => r.SnapshotId,
        Secrets = r => Hidden(r.Secrets),
    };

    public static readonly RequestPolicy<ListSnapshotsRequest> ListSnapshots = new("ListSnapshots")
    {
        Rules =
        [
            Rule<ListSnapshotsRequest>.Count(r => r.MaxEntries),
            Rule<ListSnapshotsRequest>.Token(r => r.StartingToken),
            Rule<ListSnapshotsRequest>.Id("source_volume_id", r => r.SourceVolumeId, required: false),
            Rule<ListSnapshotsRequest>.Id("snapshot_id", r => r.SnapshotId, required: false),
            Rule<ListSnapshotsRequest>.Secrets(r => r.Secrets),
        ],
        Subject = r => r.SnapshotId,
        Secrets = r => Hidden(r.Secrets),
    };

    public static readonly RequestPolicy<GetSnapshotRequest> GetSnapshot = new("GetSnapshot")
    {
        Rules = [Rule<GetSnapshotRequest>.Id("snapshot_id", r => r.SnapshotId), Rule<GetSnapshotRequest>.Secrets(r => r.Secrets)],
        Subject = r => r.SnapshotId,
        Secrets = r => Hidden(r.Secrets),
    };

    public static readonly RequestPolicy<ControllerExpandVolumeRequest> ControllerExpandVolume = new("ControllerExpandVolume")
    {
        Rules =
        [
            Rule<ControllerExpandVolumeRequest>.Id("volume_id", r => r.VolumeId),
            Rule<ControllerExpandVolumeRequest>.Range(r => r.CapacityRange, required: true),
            Rule<ControllerExpandVolumeRequest>.Secrets(r => r.Secrets),
            Rule<ControllerExpandVolumeRequest>.Capability(r => r.VolumeCapability, required: false),
            Rule<ControllerExpandVolumeRequest>.Allowed(r => r.VolumeCapability),
        ],
        Locks = r => [Alone(r.VolumeId)],
        Subject = r => r.VolumeId,
        Secrets = r => Hidden(r.Secrets),
    };

    public static readonly RequestPolicy<ControllerGetVolumeRequest> ControllerGetVolume = new("ControllerGetVolume")
    {
        Rules = [Rule<ControllerGetVolumeRequest>.Id("volume_id", r => r.VolumeId)],
        Subject = r => r.VolumeId,
    };

    public static readonly RequestPolicy<ControllerModifyVolumeRequest> ControllerModifyVolume = new("ControllerModifyVolume")
    {
        Rules =
        [
            Rule<ControllerModifyVolumeRequest>.Id("volume_id", r => r.VolumeId),
            Rule<ControllerModifyVolumeRequest>.Map("mutable_parameters", r => r.MutableParameters, required: true),
            Rule<ControllerModifyVolumeRequest>.Secrets(r => r.Secrets),
            Rule<ControllerModifyVolumeRequest>.MutableKeys(r => r.MutableParameters),
        ],
        Locks = r => [Alone(r.VolumeId)],
        Subject = r => r.VolumeId,
        Secrets = r => Hidden(r.Secrets),
    };

    private static IEnumerable<RequestPolicy> ControllerRows =>
    [
        CreateVolume, DeleteVolume, ControllerPublishVolume, ControllerUnpublishVolume, ValidateVolumeCapabilities, ListVolumes, GetCapacity,
        CreateSnapshot, DeleteSnapshot, ListSnapshots, GetSnapshot, ControllerExpandVolume, ControllerGetVolume, ControllerModifyVolume,
    ];
}
