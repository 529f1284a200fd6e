using CsiHost.Rpc.Proto;
using Models = CsiHost.Abstractions.Models;

namespace CsiHost.Rpc.Mapping;

/// <summary>Attaching volumes to nodes.</summary>
internal static class AttachMapping
{
    public static Models.AttachRequest ToModel(this ControllerPublishVolumeRequest request, bool hasReadOnly) => new()
    {
        VolumeId = new Models.VolumeId(request.VolumeId),
        NodeId = new Models.NodeId(request.NodeId),
        Capability = request.VolumeCapability.ToModel(),
        // The contract promises false to a backend that cannot honour it.
        ReadOnly = request.Readonly && hasReadOnly,
        VolumeContext = request.VolumeContext.ToModel(),
        Secrets = request.Secrets.ToSecrets(),
    };

    public static Models.DetachRequest ToModel(this ControllerUnpublishVolumeRequest request) => new()
    {
        VolumeId = new Models.VolumeId(request.VolumeId),
        NodeId = request.NodeId.Length == 0 ? null : new Models.NodeId(request.NodeId),
        Secrets = request.Secrets.ToSecrets(),
    };
}
