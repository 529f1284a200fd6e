using CsiHost.Pipeline;
using CsiHost.Rpc.Proto;
using Google.Protobuf;
using static CsiHost.Tests.Rpc.Services.Requests;
using Mode = CsiHost.Rpc.Proto.VolumeCapability.Types.AccessMode.Types.Mode;

namespace CsiHost.Tests.Rpc.Services;

/// <summary>Bad requests to a node, written from the specification and not from the table of rules.</summary>
internal static class BadNodeInput
{
    private static readonly string Long = new('i', 10 * 1024);

    public static IEnumerable<BadCase> All => [.. Publishing(), .. Unpublishing(), .. Staging(), .. Measuring(), .. Growing(), .. Paths()];

    private static IEnumerable<BadCase> Publishing() =>
    [
        Publish("no id", r => r.VolumeId = "", "volume_id is required"),
        Publish("id of 10 kB", r => r.VolumeId = Long, "volume_id"),
        Publish("no target", r => r.TargetPath = "", "target_path is required"),
        Publish("no capability", r => r.VolumeCapability = null, "volume_capability is required"),
        Publish("no access mode", r => r.VolumeCapability.AccessMode = null, "volume_capability.access_mode is required"),
        Publish("no access type", r => r.VolumeCapability.ClearAccessType(), "volume_capability.access_type is required"),
        Publish("mode 8", r => r.VolumeCapability.AccessMode.Mode = (Mode)8, "volume_capability.access_mode"),
        Publish("flags over 4 KiB", r => r.VolumeCapability.Mount.MountFlags.Add(new string('m', 4097)), "volume_capability.mount.mount_flags"),
        Publish("volume context over 4 KiB", r => Fill(r.VolumeContext, 4097), "volume_context"),
        Publish("publish context over 4 KiB", r => Fill(r.PublishContext, 4097), "publish_context"),
        Publish("secrets over 4 KiB", r => Fill(r.Secrets, 4097), "secrets"),
        Publish("staging path missing", r => r.StagingTargetPath = "", "staging_target_path", StatusCode.FailedPrecondition),
        Publish("tokens that are no JSON", r => r.VolumeContext[KubernetesKeys.Tokens] = "nonsense", "volume_context[csi.storage.k8s.io/serviceAccount.tokens]"),
        Publish("tokens without expiry", r => r.Secrets[KubernetesKeys.Tokens] = """{"a":{"token":"t"}}""", "secrets[csi.storage.k8s.io/serviceAccount.tokens]"),
    ];

    private static IEnumerable<BadCase> Unpublishing() =>
    [
        Of<NodeUnpublishVolumeRequest>("NodeUnpublishVolume", "no id", r => r.VolumeId = "", "volume_id is required"),
        Of<NodeUnpublishVolumeRequest>("NodeUnpublishVolume", "id of 129 bytes", r => r.VolumeId = new string('v', 129), "volume_id"),
        Of<NodeUnpublishVolumeRequest>("NodeUnpublishVolume", "no target", r => r.TargetPath = "", "target_path is required"),
    ];

    private static IEnumerable<BadCase> Staging() =>
    [
        Of<NodeStageVolumeRequest>("NodeStageVolume", "no id", r => r.VolumeId = "", "volume_id is required"),
        Of<NodeStageVolumeRequest>("NodeStageVolume", "no path", r => r.StagingTargetPath = "", "staging_target_path is required"),
        Of<NodeStageVolumeRequest>("NodeStageVolume", "no capability", r => r.VolumeCapability = null, "volume_capability is required"),
        Of<NodeStageVolumeRequest>("NodeStageVolume", "volume context over 4 KiB", r => Fill(r.VolumeContext, 4097), "volume_context"),
        Of<NodeStageVolumeRequest>("NodeStageVolume", "publish context over 4 KiB", r => Fill(r.PublishContext, 4097), "publish_context"),
        Of<NodeStageVolumeRequest>("NodeStageVolume", "bad secret key", r => r.Secrets.Add("\u00e9", "x"), "secrets"),
        Of<NodeUnstageVolumeRequest>("NodeUnstageVolume", "no id", r => r.VolumeId = "", "volume_id is required"),
        Of<NodeUnstageVolumeRequest>("NodeUnstageVolume", "no path", r => r.StagingTargetPath = "", "staging_target_path is required"),
    ];

    private static IEnumerable<BadCase> Measuring() =>
    [
        Of<NodeGetVolumeStatsRequest>("NodeGetVolumeStats", "no id", r => r.VolumeId = "", "volume_id is required"),
        Of<NodeGetVolumeStatsRequest>("NodeGetVolumeStats", "no path", r => r.VolumePath = "", "volume_path is required"),
        Of<NodeGetVolumeStatsRequest>("NodeGetVolumeStats", "relative path", r => r.VolumePath = "some/path", "volume v1", StatusCode.NotFound),
        Of<NodeGetVolumeStatsRequest>("NodeGetVolumeStats", "escaping path", r => r.VolumePath = "/a/../b", "volume_path"),
        Of<NodeGetVolumeStatsRequest>("NodeGetVolumeStats", "relative path of 10 kB", r => r.VolumePath = Long, "volume_path"),
    ];

    private static IEnumerable<BadCase> Growing() =>
    [
        Of<NodeExpandVolumeRequest>("NodeExpandVolume", "no id", r => r.VolumeId = "", "volume_id is required"),
        Of<NodeExpandVolumeRequest>("NodeExpandVolume", "no path", r => r.VolumePath = "", "volume_path is required"),
        Of<NodeExpandVolumeRequest>("NodeExpandVolume", "relative path", r => r.VolumePath = "some/path", "volume v1", StatusCode.NotFound),
        Of<NodeExpandVolumeRequest>("NodeExpandVolume", "limit below requirement", r => r.CapacityRange = Range(2, 1), "capacity_range"),
        Of<NodeExpandVolumeRequest>("NodeExpandVolume", "negative size", r => r.CapacityRange = Range(-5), "capacity_range.required_bytes"),
        Of<NodeExpandVolumeRequest>("NodeExpandVolume", "half a capability", r => r.VolumeCapability = new VolumeCapability(), "volume_capability.access_type"),
    ];

    private static IEnumerable<BadCase> Paths()
    {
        string[] paths = ["relative/path", "./x", "../x", "/a/../../etc", "/a/./b", "/a/..", "/a\nb", "/" + new string('p', 4096)];
        foreach (var path in paths)
        {
            var shown = path.Length > 40 ? "4097 bytes" : path.Replace('\n', '?');
            yield return Publish($"target {shown}", r => r.TargetPath = path, "target_path");
            yield return Publish($"staging {shown}", r => r.StagingTargetPath = path, "staging_target_path");
            yield return Of<NodeUnpublishVolumeRequest>("NodeUnpublishVolume", $"target {shown}", r => r.TargetPath = path, "target_path");
            yield return Of<NodeStageVolumeRequest>("NodeStageVolume", $"path {shown}", r => r.StagingTargetPath = path, "staging_target_path");
            yield return Of<NodeUnstageVolumeRequest>("NodeUnstageVolume", $"path {shown}", r => r.StagingTargetPath = path, "staging_target_path");
            yield return Of<NodeGetVolumeStatsRequest>("NodeGetVolumeStats", $"staging {shown}", r => r.StagingTargetPath = path, "staging_target_path");
            yield return Of<NodeExpandVolumeRequest>("NodeExpandVolume", $"staging {shown}", r => r.StagingTargetPath = path, "staging_target_path");
        }
    }

    private static BadCase Publish(string what, Action<NodePublishVolumeRequest> change, string field, StatusCode code = StatusCode.InvalidArgument) =>
        Of("NodePublishVolume", what, change, field, code);

    private static BadCase Of<T>(string rpc, string what, Action<T> change, string field, StatusCode code = StatusCode.InvalidArgument)
        where T : IMessage =>
        new("/csi.v1.Node/" + rpc, what, Good("/csi.v1.Node/" + rpc, change), field, code);
}
