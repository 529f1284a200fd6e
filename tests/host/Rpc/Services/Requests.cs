using CsiHost.Rpc.Proto;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Mode = CsiHost.Rpc.Proto.VolumeCapability.Types.AccessMode.Types.Mode;

namespace CsiHost.Tests.Rpc.Services;

/// <summary>A good request of every RPC that takes arguments. A test changes one thing.</summary>
internal static class Requests
{
    public const string Target = "/var/lib/kubelet/pods/p/volumes/kubernetes.io~csi/pv/mount";
    public const string Staging = "/var/lib/kubelet/plugins/kubernetes.io/csi/fake/x/globalmount";

    /// <summary>By path of the RPC.</summary>
    public static IReadOnlyDictionary<string, Func<IMessage>> All { get; } = new Dictionary<string, Func<IMessage>>
    {
        ["/csi.v1.Controller/CreateVolume"] = CreateVolume,
        ["/csi.v1.Controller/DeleteVolume"] = () => new DeleteVolumeRequest { VolumeId = "v1" },
        ["/csi.v1.Controller/ControllerPublishVolume"] = () =>
            new ControllerPublishVolumeRequest { VolumeId = "v1", NodeId = "n1", VolumeCapability = Mount(), Readonly = true },
        ["/csi.v1.Controller/ControllerUnpublishVolume"] = () => new ControllerUnpublishVolumeRequest { VolumeId = "v1", NodeId = "n1" },
        ["/csi.v1.Controller/ValidateVolumeCapabilities"] = () =>
            new ValidateVolumeCapabilitiesRequest { VolumeId = "v1", VolumeCapabilities = { Mount() } },
        ["/csi.v1.Controller/ListVolumes"] = () => new ListVolumesRequest(),
        ["/csi.v1.Controller/GetCapacity"] = () => new GetCapacityRequest(),
        ["/csi.v1.Controller/CreateSnapshot"] = () => new CreateSnapshotRequest { SourceVolumeId = "v1", Name = "snap" },
        ["/csi.v1.Controller/DeleteSnapshot"] = () => new DeleteSnapshotRequest { SnapshotId = "s1" },
        ["/csi.v1.Controller/ListSnapshots"] = () => new ListSnapshotsRequest(),
        ["/csi.v1.Controller/GetSnapshot"] = () => new GetSnapshotRequest { SnapshotId = "s1" },
        ["/csi.v1.Controller/ControllerExpandVolume"] = () => new ControllerExpandVolumeRequest { VolumeId = "v1", CapacityRange = Range(2048) },
        ["/csi.v1.Controller/ControllerGetVolume"] = () => new ControllerGetVolumeRequest { VolumeId = "v1" },
        ["/csi.v1.Controller/ControllerModifyVolume"] = () => new ControllerModifyVolumeRequest { VolumeId = "v1", MutableParameters = { ["tier"] = "hot" } },
        ["/csi.v1.Node/NodeStageVolume"] = () => new NodeStageVolumeRequest { VolumeId = "v1", StagingTargetPath = Staging, VolumeCapability = Mount() },
        ["/csi.v1.Node/NodeUnstageVolume"] = () => new NodeUnstageVolumeRequest { VolumeId = "v1", StagingTargetPath = Staging },
        ["/csi.v1.Node/NodePublishVolume"] = Publish,
        ["/csi.v1.Node/NodeUnpublishVolume"] = () => new NodeUnpublishVolumeRequest { VolumeId = "v1", TargetPath = Target },
        ["/csi.v1.Node/NodeGetVolumeStats"] = () => new NodeGetVolumeStatsRequest { VolumeId = "v1", VolumePath = Target },
        ["/csi.v1.Node/NodeExpandVolume"] = () => new NodeExpandVolumeRequest { VolumeId = "v1", VolumePath = Target },
    };

    public static CreateVolumeRequest CreateVolume() => new() { Name = "pvc-1", VolumeCapabilities = { Mount() }, CapacityRange = Range(1024) };

    public static NodePublishVolumeRequest Publish() =>
        new() { VolumeId = "v1", TargetPath = Target, StagingTargetPath = Staging, VolumeCapability = Mount() };

    public static VolumeCapability Mount(Mode mode = Mode.SingleNodeWriter) => new()
    {
        Mount = new VolumeCapability.Types.MountVolume(),
        AccessMode = new VolumeCapability.Types.AccessMode { Mode = mode },
    };

    public static VolumeCapability Block(Mode mode = Mode.SingleNodeWriter) => new()
    {
        Block = new VolumeCapability.Types.BlockVolume(),
        AccessMode = new VolumeCapability.Types.AccessMode { Mode = mode },
    };

    public static CapacityRange Range(long required, long limit = 0) => new() { RequiredBytes = required, LimitBytes = limit };

    /// <summary>A good request of the RPC, changed.</summary>
    public static T Good<T>(string path, Action<T> change)
        where T : IMessage
    {
        var request = (T)All[path]();
        change(request);
        return request;
    }

    /// <summary>Adds entries of exactly so many bytes in all.</summary>
    public static void Fill(MapField<string, string> map, int bytes) => map.Add("k", new string('x', bytes - 1));
}
