using System.Text.RegularExpressions;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;

namespace CsiHost.Plugins.S3.Files;

/// <summary>Where the node plugin and the Mountpoint Pods meet, as this container sees kubelet's folder.</summary>
internal sealed partial class NodePaths(IHostInfo host)
{
    /// <summary>The folder of the source mounts, one a Mountpoint Pod.</summary>
    public string Sources => $"{host.KubeletRoot}/plugins/{S3Plugin.DriverName}/mnt";

    /// <summary>Where the mount of a Mountpoint Pod is.</summary>
    public string SourceOf(string podName) => $"{Sources}/{Check(podName)}";

    /// <summary>The folder shared with a Mountpoint Pod; the pod sees it as <c>/comm</c>.</summary>
    public string CommOf(string podUid) => $"{host.KubeletRoot}/pods/{Check(podUid)}/volumes/kubernetes.io~empty-dir/comm";

    /// <summary>The Mountpoint Pod whose mount is at a path; null when it is no source's.</summary>
    public string? PodOfSource(string path) =>
        path.StartsWith(Sources + "/", StringComparison.Ordinal) && IsName(path[(Sources.Length + 1)..]) ? path[(Sources.Length + 1)..] : null;

    public static bool IsName(string text) => Syntax().IsMatch(text);

    // Names come from the API server; one that leads elsewhere is not followed.
    private static string Check(string name) => IsName(name)
        ? name
        : throw new CsiException(CsiErrorKind.Failed, $"'{name}' is not the name or uid of a pod");

    [GeneratedRegex(@"\A[a-z0-9A-Z]([a-z0-9A-Z.-]{0,251}[a-z0-9A-Z])?\z")]
    private static partial Regex Syntax();
}
