using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;

namespace CsiHost.Rpc;

/// <summary>The methods of <c>csi.v1.Node</c>, for server and client alike. Volumes as one machine sees them.</summary>
internal static class NodeMethods
{
    public static readonly UnaryMethodDescriptor<NodeStageVolumeRequest, NodeStageVolumeResponse> NodeStageVolume =
        new("/csi.v1.Node/NodeStageVolume", NodeStageVolumeRequest.Parser, NodeStageVolumeResponse.Parser);

    public static readonly UnaryMethodDescriptor<NodeUnstageVolumeRequest, NodeUnstageVolumeResponse> NodeUnstageVolume =
        new("/csi.v1.Node/NodeUnstageVolume", NodeUnstageVolumeRequest.Parser, NodeUnstageVolumeResponse.Parser);

    public static readonly UnaryMethodDescriptor<NodePublishVolumeRequest, NodePublishVolumeResponse> NodePublishVolume =
        new("/csi.v1.Node/NodePublishVolume", NodePublishVolumeRequest.Parser, NodePublishVolumeResponse.Parser);

    public static readonly UnaryMethodDescriptor<NodeUnpublishVolumeRequest, NodeUnpublishVolumeResponse> NodeUnpublishVolume =
        new("/csi.v1.Node/NodeUnpublishVolume", NodeUnpublishVolumeRequest.Parser, NodeUnpublishVolumeResponse.Parser);

    public static readonly UnaryMethodDescriptor<NodeGetVolumeStatsRequest, NodeGetVolumeStatsResponse> NodeGetVolumeStats =
        new("/csi.v1.Node/NodeGetVolumeStats", NodeGetVolumeStatsRequest.Parser, NodeGetVolumeStatsResponse.Parser);

    public static readonly UnaryMethodDescriptor<NodeExpandVolumeRequest, NodeExpandVolumeResponse> NodeExpandVolume =
        new("/csi.v1.Node/NodeExpandVolume", NodeExpandVolumeRequest.Parser, NodeExpandVolumeResponse.Parser);

    public static readonly UnaryMethodDescriptor<NodeGetCapabilitiesRequest, NodeGetCapabilitiesResponse> NodeGetCapabilities =
        new("/csi.v1.Node/NodeGetCapabilities", NodeGetCapabilitiesRequest.Parser, NodeGetCapabilitiesResponse.Parser);

    public static readonly UnaryMethodDescriptor<NodeGetInfoRequest, NodeGetInfoResponse> NodeGetInfo =
        new("/csi.v1.Node/NodeGetInfo", NodeGetInfoRequest.Parser, NodeGetInfoResponse.Parser);
}
