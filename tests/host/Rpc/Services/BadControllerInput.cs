using CsiHost.Rpc.Proto;
using Google.Protobuf;
using static CsiHost.Tests.Rpc.Services.Requests;
using Mode = CsiHost.Rpc.Proto.VolumeCapability.Types.AccessMode.Types.Mode;

namespace CsiHost.Tests.Rpc.Services;

/// <summary>Bad requests to the controller, written from the specification and not from the table of rules.</summary>
internal static class BadControllerInput
{
    private static readonly string Long = new('i', 10 * 1024);

    public static IEnumerable<BadCase> All =>
    [
        .. Volumes(), .. Ranges(), .. Capabilities(), .. Sources(), .. Attaching(), .. Validating(), .. Snapshots(), .. Growing(),
    ];

    private static IEnumerable<BadCase> Volumes() =>
    [
        Create("no name", r => r.Name = "", "name"),
        Create("name of 129 bytes", r => r.Name = new string('n', 129), "name"),
        Create("name of 43 characters in 129 bytes", r => r.Name = new string('\u20ac', 43), "name"),
        Create("name of 10 kB", r => r.Name = Long, "name"),
        Create("U+0000 in the name", r => r.Name = "a\0b", "name"),
        Create("U+000B in the name", r => r.Name = "a\vb", "name"),
        Create("U+009F in the name", r => r.Name = "a\u009fb", "name"),
        Create("no capability", r => r.VolumeCapabilities.Clear(), "volume_capabilities"),
        Create("block and mount", r => r.VolumeCapabilities.Add(Block()), "volume_capabilities"),
        Create("parameters over 4 KiB", r => Fill(r.Parameters, 4097), "parameters"),
        Create("secrets over 4 KiB", r => Fill(r.Secrets, 4097), "secrets"),
        Create("mutable parameters over 4 KiB", r => Fill(r.MutableParameters, 4097), "mutable_parameters"),
        Create("space in a secret's key", r => r.Secrets.Add("a b", "x"), "secrets"),
        Create("slash in a secret's key", r => r.Secrets.Add("a/b", "x"), "secrets"),
        Create("empty secret key", r => r.Secrets.Add("", "x"), "secrets"),
        Create("topology over 4 KiB", r => r.AccessibilityRequirements = Topology(4097), "accessibility_requirements"),
        Of<DeleteVolumeRequest>("DeleteVolume", "no id", r => r.VolumeId = "", "volume_id"),
        Of<DeleteVolumeRequest>("DeleteVolume", "id of 129 bytes", r => r.VolumeId = new string('v', 129), "volume_id"),
        Of<DeleteVolumeRequest>("DeleteVolume", "line end in the id", r => r.VolumeId = "a\nb", "volume_id"),
        Of<DeleteVolumeRequest>("DeleteVolume", "secrets over 4 KiB", r => Fill(r.Secrets, 4097), "secrets"),
        Of<ListVolumesRequest>("ListVolumes", "negative max_entries", r => r.MaxEntries = -1, "max_entries"),
        Of<ListVolumesRequest>("ListVolumes", "token of 10 kB", r => r.StartingToken = Long, "starting_token"),
        Of<ControllerGetVolumeRequest>("ControllerGetVolume", "no id", r => r.VolumeId = "", "volume_id"),
        Of<ControllerGetVolumeRequest>("ControllerGetVolume", "id of 10 kB", r => r.VolumeId = Long, "volume_id"),
        Of<GetCapacityRequest>("GetCapacity", "parameters over 4 KiB", r => Fill(r.Parameters, 4097), "parameters"),
        Of<GetCapacityRequest>("GetCapacity", "half a capability", r => r.VolumeCapabilities.Add(new VolumeCapability()), "volume_capabilities[0].access_type"),
        Of<GetCapacityRequest>("GetCapacity", "topology over 4 KiB", r => r.AccessibleTopology = Topology(4097).Requisite[0], "accessible_topology"),
    ];

    private static IEnumerable<BadCase> Ranges() =>
    [
        Create("empty range", r => r.CapacityRange = new CapacityRange(), "capacity_range"),
        Create("negative requirement", r => r.CapacityRange = Range(-1), "capacity_range.required_bytes"),
        Create("negative limit", r => r.CapacityRange = Range(1, -1), "capacity_range.limit_bytes"),
        Create("limit below requirement", r => r.CapacityRange = Range(2, 1), "capacity_range"),
    ];

    private static IEnumerable<BadCase> Capabilities() =>
    [
        Create("no access type", r => r.VolumeCapabilities[0].ClearAccessType(), "volume_capabilities[0].access_type is required"),
        Create("no access mode", r => r.VolumeCapabilities[0].AccessMode = null, "volume_capabilities[0].access_mode is required"),
        Create("access mode UNKNOWN", r => r.VolumeCapabilities[0].AccessMode.Mode = Mode.Unknown, "volume_capabilities[0].access_mode is required"),
        Create("access mode 8", r => r.VolumeCapabilities[0].AccessMode.Mode = (Mode)8, "volume_capabilities[0].access_mode"),
        Create("access mode -1", r => r.VolumeCapabilities[0].AccessMode.Mode = (Mode)(-1), "volume_capabilities[0].access_mode"),
        Create("second capability bad", r => r.VolumeCapabilities.Add(Mount((Mode)99)), "volume_capabilities[1].access_mode"),
        Create("fs_type of 129 bytes", r => r.VolumeCapabilities[0].Mount.FsType = new string('f', 129), "volume_capabilities[0].mount.fs_type"),
        Create("mount flags over 4 KiB", r => r.VolumeCapabilities[0].Mount.MountFlags.AddRange(Enumerable.Repeat(new string('m', 41), 100)),
            "volume_capabilities[0].mount.mount_flags"),
        Create("empty mount flag", r => r.VolumeCapabilities[0].Mount.MountFlags.Add(""), "volume_capabilities[0].mount.mount_flags"),
        Create("group of 129 bytes", r => r.VolumeCapabilities[0].Mount.VolumeMountGroup = new string('1', 129),
            "volume_capabilities[0].mount.volume_mount_group"),
    ];

    private static IEnumerable<BadCase> Sources() =>
    [
        Create("source of no kind", r => r.VolumeContentSource = new VolumeContentSource(), "volume_content_source.type"),
        Create("snapshot without id", r => r.VolumeContentSource = new() { Snapshot = new() }, "volume_content_source.snapshot.snapshot_id"),
        Create("volume without id", r => r.VolumeContentSource = new() { Volume = new() }, "volume_content_source.volume.volume_id"),
        Create("snapshot id of 10 kB", r => r.VolumeContentSource = new() { Snapshot = new() { SnapshotId = Long } },
            "volume_content_source.snapshot.snapshot_id"),
        Create("volume id of 129 bytes", r => r.VolumeContentSource = new() { Volume = new() { VolumeId = new string('v', 129) } },
            "volume_content_source.volume.volume_id"),
    ];

    private static IEnumerable<BadCase> Attaching() =>
    [
        Of<ControllerPublishVolumeRequest>("ControllerPublishVolume", "no id", r => r.VolumeId = "", "volume_id"),
        Of<ControllerPublishVolumeRequest>("ControllerPublishVolume", "no node", r => r.NodeId = "", "node_id"),
        Of<ControllerPublishVolumeRequest>("ControllerPublishVolume", "node of 257 bytes", r => r.NodeId = new string('n', 257), "node_id"),
        Of<ControllerPublishVolumeRequest>("ControllerPublishVolume", "no capability", r => r.VolumeCapability = null, "volume_capability is required"),
        Of<ControllerPublishVolumeRequest>("ControllerPublishVolume", "no access mode", r => r.VolumeCapability.AccessMode = null,
            "volume_capability.access_mode is required"),
        Of<ControllerPublishVolumeRequest>("ControllerPublishVolume", "context over 4 KiB", r => Fill(r.VolumeContext, 4097), "volume_context"),
        Of<ControllerPublishVolumeRequest>("ControllerPublishVolume", "bad secret key", r => r.Secrets.Add("a:b", "x"), "secrets"),
        Of<ControllerUnpublishVolumeRequest>("ControllerUnpublishVolume", "no id", r => r.VolumeId = "", "volume_id"),
        Of<ControllerUnpublishVolumeRequest>("ControllerUnpublishVolume", "node of 10 kB", r => r.NodeId = Long, "node_id"),
    ];

    private static IEnumerable<BadCase> Validating() =>
    [
        Of<ValidateVolumeCapabilitiesRequest>("ValidateVolumeCapabilities", "no id", r => r.VolumeId = "", "volume_id"),
        Of<ValidateVolumeCapabilitiesRequest>("ValidateVolumeCapabilities", "no capability", r => r.VolumeCapabilities.Clear(), "volume_capabilities"),
        Of<ValidateVolumeCapabilitiesRequest>("ValidateVolumeCapabilities", "mode 8", r => r.VolumeCapabilities[0].AccessMode.Mode = (Mode)8,
            "volume_capabilities[0].access_mode"),
        Of<ValidateVolumeCapabilitiesRequest>("ValidateVolumeCapabilities", "context over 4 KiB", r => Fill(r.VolumeContext, 4097), "volume_context"),
        Of<ValidateVolumeCapabilitiesRequest>("ValidateVolumeCapabilities", "parameters over 4 KiB", r => Fill(r.Parameters, 4097), "parameters"),
    ];

    private static IEnumerable<BadCase> Snapshots() =>
    [
        Of<CreateSnapshotRequest>("CreateSnapshot", "no name", r => r.Name = "", "name"),
        Of<CreateSnapshotRequest>("CreateSnapshot", "name of 129 bytes", r => r.Name = new string('n', 129), "name"),
        Of<CreateSnapshotRequest>("CreateSnapshot", "no source", r => r.SourceVolumeId = "", "source_volume_id"),
        Of<CreateSnapshotRequest>("CreateSnapshot", "source of 10 kB", r => r.SourceVolumeId = Long, "source_volume_id"),
        Of<CreateSnapshotRequest>("CreateSnapshot", "parameters over 4 KiB", r => Fill(r.Parameters, 4097), "parameters"),
        Of<DeleteSnapshotRequest>("DeleteSnapshot", "no id", r => r.SnapshotId = "", "snapshot_id"),
        Of<DeleteSnapshotRequest>("DeleteSnapshot", "id of 129 bytes", r => r.SnapshotId = new string('s', 129), "snapshot_id"),
        Of<GetSnapshotRequest>("GetSnapshot", "no id", r => r.SnapshotId = "", "snapshot_id"),
        Of<ListSnapshotsRequest>("ListSnapshots", "negative max_entries", r => r.MaxEntries = int.MinValue, "max_entries"),
        Of<ListSnapshotsRequest>("ListSnapshots", "source of 129 bytes", r => r.SourceVolumeId = new string('v', 129), "source_volume_id"),
        Of<ListSnapshotsRequest>("ListSnapshots", "snapshot of 129 bytes", r => r.SnapshotId = new string('s', 129), "snapshot_id"),
    ];

    private static IEnumerable<BadCase> Growing() =>
    [
        Of<ControllerExpandVolumeRequest>("ControllerExpandVolume", "no id", r => r.VolumeId = "", "volume_id"),
        Of<ControllerExpandVolumeRequest>("ControllerExpandVolume", "no range", r => r.CapacityRange = null, "capacity_range is required"),
        Of<ControllerExpandVolumeRequest>("ControllerExpandVolume", "empty range", r => r.CapacityRange = new CapacityRange(), "capacity_range"),
        Of<ControllerExpandVolumeRequest>("ControllerExpandVolume", "half a capability", r => r.VolumeCapability = new VolumeCapability(),
            "volume_capability.access_type"),
        Of<ControllerModifyVolumeRequest>("ControllerModifyVolume", "no id", r => r.VolumeId = "", "volume_id"),
        Of<ControllerModifyVolumeRequest>("ControllerModifyVolume", "no parameters", r => r.MutableParameters.Clear(), "mutable_parameters is required"),
        Of<ControllerModifyVolumeRequest>("ControllerModifyVolume", "parameters over 4 KiB", r => Fill(r.MutableParameters, 4097), "mutable_parameters"),
    ];

    private static BadCase Create(string what, Action<CreateVolumeRequest> change, string field) => Of("CreateVolume", what, change, field);

    private static BadCase Of<T>(string rpc, string what, Action<T> change, string field)
        where T : IMessage =>
        new("/csi.v1.Controller/" + rpc, what, Good("/csi.v1.Controller/" + rpc, change), field);

    private static TopologyRequirement Topology(int bytes)
    {
        var topology = new Topology();
        Fill(topology.Segments, bytes);
        return new TopologyRequirement { Requisite = { topology } };
    }
}
