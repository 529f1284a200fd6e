using CsiHost.Abstractions.Models;

namespace CsiHost.Plugins.S3.Tests;

/// <summary>Requests as kubelet sends them.</summary>
internal static class Requests
{
    public const string Target = "/var/lib/kubelet/pods/workload-1/volumes/kubernetes.io~csi/pv-1/mount";

    public static PublishRequest Publish(
        string target = Target, IReadOnlyList<string>? flags = null, string group = "", params (string Key, string Value)[] attributes)
    {
        var context = new Dictionary<string, string> { ["bucketName"] = "bucket-1" };
        foreach (var (key, value) in attributes)
            context[key] = value;
        return new PublishRequest
        {
            VolumeId = new VolumeId("vol-1"),
            TargetPath = new AbsolutePath(target),
            Capability = new VolumeCapability { AccessMode = AccessMode.MultiNodeMultiWriter, MountFlags = flags ?? [], VolumeMountGroup = group },
            VolumeContext = context,
            Workload = new Workload { PodNamespace = "default", ServiceAccountName = "app" },
        };
    }

    public static IReadOnlyDictionary<string, ServiceAccountToken> Tokens(params string[] audiences) =>
        audiences.ToDictionary(audience => audience, audience => new ServiceAccountToken("token of " + audience, DateTimeOffset.UnixEpoch));
}
