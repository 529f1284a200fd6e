using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;

namespace CsiHost.Rpc;

/// <summary>The methods of <c>csi.v1.Controller</c>, for server and client alike. Volumes and snapshots as the cluster sees them.</summary>
internal static class ControllerMethods
{
    public static readonly UnaryMethodDescriptor<CreateVolumeRequest, CreateVolumeResponse> CreateVolume =
        new("/csi.v1.Controller/CreateVolume", CreateVolumeRequest.Parser, CreateVolumeResponse.Parser);

    public static readonly UnaryMethodDescriptor<DeleteVolumeRequest, DeleteVolumeResponse> DeleteVolume =
        new("/csi.v1.Controller/DeleteVolume", DeleteVolumeRequest.Parser, DeleteVolumeResponse.Parser);

    public static readonly UnaryMethodDescriptor<ControllerPublishVolumeRequest, ControllerPublishVolumeResponse> ControllerPublishVolume =
        new("/csi.v1.Controller/ControllerPublishVolume", ControllerPublishVolumeRequest.Parser, ControllerPublishVolumeResponse.Parser);

    public static readonly UnaryMethodDescriptor<ControllerUnpublishVolumeRequest, ControllerUnpublishVolumeResponse> ControllerUnpublishVolume =
        new("/csi.v1.Controller/ControllerUnpublishVolume", ControllerUnpublishVolumeRequest.Parser, ControllerUnpublishVolumeResponse.Parser);

    public static readonly UnaryMethodDescriptor<ValidateVolumeCapabilitiesRequest, ValidateVolumeCapabilitiesResponse> ValidateVolumeCapabilities =
        new("/csi.v1.Controller/ValidateVolumeCapabilities", ValidateVolumeCapabilitiesRequest.Parser, ValidateVolumeCapabilitiesResponse.Parser);

    public static readonly UnaryMethodDescriptor<ListVolumesRequest, ListVolumesResponse> ListVolumes =
        new("/csi.v1.Controller/ListVolumes", ListVolumesRequest.Parser, ListVolumesResponse.Parser);

    public static readonly UnaryMethodDescriptor<GetCapacityRequest, GetCapacityResponse> GetCapacity =
        new("/csi.v1.Controller/GetCapacity", GetCapacityRequest.Parser, GetCapacityResponse.Parser);

    public static readonly UnaryMethodDescriptor<ControllerGetCapabilitiesRequest, ControllerGetCapabilitiesResponse> ControllerGetCapabilities =
        new("/csi.v1.Controller/ControllerGetCapabilities", ControllerGetCapabilitiesRequest.Parser, ControllerGetCapabilitiesResponse.Parser);

    public static readonly UnaryMethodDescriptor<CreateSnapshotRequest, CreateSnapshotResponse> CreateSnapshot =
        new("/csi.v1.Controller/CreateSnapshot", CreateSnapshotRequest.Parser, CreateSnapshotResponse.Parser);

    public static readonly UnaryMethodDescriptor<DeleteSnapshotRequest, DeleteSnapshotResponse> DeleteSnapshot =
        new("/csi.v1.Controller/DeleteSnapshot", DeleteSnapshotRequest.Parser, DeleteSnapshotResponse.Parser);

    public static readonly UnaryMethodDescriptor<ListSnapshotsRequest, ListSnapshotsResponse> ListSnapshots =
        new("/csi.v1.Controller/ListSnapshots", ListSnapshotsRequest.Parser, ListSnapshotsResponse.Parser);

    public static readonly UnaryMethodDescriptor<GetSnapshotRequest, GetSnapshotResponse> GetSnapshot =
        new("/csi.v1.Controller/GetSnapshot", GetSnapshotRequest.Parser, GetSnapshotResponse.Parser);

    public static readonly UnaryMethodDescriptor<ControllerExpandVolumeRequest, ControllerExpandVolumeResponse> ControllerExpandVolume =
        new("/csi.v1.Controller/ControllerExpandVolume", ControllerExpandVolumeRequest.Parser, ControllerExpandVolumeResponse.Parser);

    public static readonly UnaryMethodDescriptor<ControllerGetVolumeRequest, ControllerGetVolumeResponse> ControllerGetVolume =
        new("/csi.v1.Controller/ControllerGetVolume", ControllerGetVolumeRequest.Parser, ControllerGetVolumeResponse.Parser);

    public static readonly UnaryMethodDescriptor<ControllerModifyVolumeRequest, ControllerModifyVolumeResponse> ControllerModifyVolume =
        new("/csi.v1.Controller/ControllerModifyVolume", ControllerModifyVolumeRequest.Parser, ControllerModifyVolumeResponse.Parser);
}
