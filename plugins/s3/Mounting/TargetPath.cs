using System.Text.RegularExpressions;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>What kubelet's target path tells: the workload pod's uid and the persistent volume's name.</summary>
internal sealed partial record TargetPath(string PodUid, string VolumeName)
{
    /// <summary>Null when the path is none of kubelet's for a CSI volume.</summary>
    public static TargetPath? Parse(string path) => Syntax().Match(path) is { Success: true } match
        ? new TargetPath(match.Groups["pod"].Value, match.Groups["volume"].Value)
        : null;

    [GeneratedRegex(@"/pods/(?<pod>[^/]+)/volumes/kubernetes\.io~csi/(?<volume>[^/]+)/mount\z")]
    private static partial Regex Syntax();
}
