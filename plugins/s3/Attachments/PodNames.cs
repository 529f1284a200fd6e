using System.Text;

namespace CsiHost.Plugins.S3.Attachments;

/// <summary>The names of the pods that the controller makes in the Mountpoint namespace.</summary>
internal static class PodNames
{
    public const string MountpointPrefix = "mp-";
    public const string HeadroomPrefix = "hr-";

    /// <summary>A headroom pod's name follows from what it is for, so making it twice makes one.</summary>
    public static string HeadroomPod(string workloadPodUid, string persistentVolumeName) =>
        HeadroomPrefix + Convert.ToHexStringLower(Sha224.HashData(Encoding.UTF8.GetBytes(workloadPodUid + persistentVolumeName)));

    public static bool IsMountpointPod(string name) => name.StartsWith(MountpointPrefix, StringComparison.Ordinal);

    public static bool IsHeadroomPod(string name) => name.StartsWith(HeadroomPrefix, StringComparison.Ordinal);
}
