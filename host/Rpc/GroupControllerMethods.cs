using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;

namespace CsiHost.Rpc;

/// <summary>The methods of <c>csi.v1.GroupController</c>, for server and client alike. Snapshots of several volumes at one moment.</summary>
internal static class GroupControllerMethods
{
    public static readonly UnaryMethodDescriptor<GroupControllerGetCapabilitiesRequest, GroupControllerGetCapabilitiesResponse> GroupControllerGetCapabilities =
        new("/csi.v1.GroupController/GroupControllerGetCapabilities", GroupControllerGetCapabilitiesRequest.Parser, GroupControllerGetCapabilitiesResponse.Parser);

    public static readonly UnaryMethodDescriptor<CreateVolumeGroupSnapshotRequest, CreateVolumeGroupSnapshotResponse> CreateVolumeGroupSnapshot =
        new("/csi.v1.GroupController/CreateVolumeGroupSnapshot", CreateVolumeGroupSnapshotRequest.Parser, CreateVolumeGroupSnapshotResponse.Parser);

    public static readonly UnaryMethodDescriptor<DeleteVolumeGroupSnapshotRequest, DeleteVolumeGroupSnapshotResponse> DeleteVolumeGroupSnapshot =
        new("/csi.v1.GroupController/DeleteVolumeGroupSnapshot", DeleteVolumeGroupSnapshotRequest.Parser, DeleteVolumeGroupSnapshotResponse.Parser);

    public static readonly UnaryMethodDescriptor<GetVolumeGroupSnapshotRequest, GetVolumeGroupSnapshotResponse> GetVolumeGroupSnapshot =
        new("/csi.v1.GroupController/GetVolumeGroupSnapshot", GetVolumeGroupSnapshotRequest.Parser, GetVolumeGroupSnapshotResponse.Parser);
}
