using System.Text.Json;
using CsiHost.Abstractions.Models;
using CsiHost.Mounts.Records;

namespace CsiHost.Mounts;

/// <summary>Where kubelet lets CSI drivers mount, and the note it leaves beside such a path.</summary>
internal static class KubeletPaths
{
    private const int MaxNoteBytes = 64 * 1024;

    /// <summary>What kind of CSI path this is; null when it is none.</summary>
    /// <param name="root">kubelet's root, as the mount table shows it.</param>
    /// <param name="path">A mount point.</param>
    public static RecordKind? KindOf(string root, string path)
    {
        if (!path.StartsWith(root + "/", StringComparison.Ordinal))
            return null;
        return path[(root.Length + 1)..].Split('/') switch
        {
            ["pods", _, "volumes", "kubernetes.io~csi", _, "mount"] => RecordKind.Publish,
            ["plugins", "kubernetes.io", "csi", "volumeDevices", "publish", _, _] => RecordKind.Publish,
            ["plugins", "kubernetes.io", "csi", "volumeDevices", "staging", _] => RecordKind.Stage,
            ["plugins", "kubernetes.io", "csi", _, _, "globalmount"] => RecordKind.Stage,
            _ => null,
        };
    }

    /// <summary>
    /// Reads the driver and volume from <c>vol_data.json</c> in the folder that holds a mount point; null when there is no such note. The
    /// folder is on the node's disk, never in a volume.
    /// </summary>
    public static (string Driver, VolumeId Volume)? ReadNote(string path)
    {
        var file = new FileInfo(Path.Combine(Path.GetDirectoryName(path)!, "vol_data.json"));
        if (!file.Exists || file.LinkTarget is not null || file.Length > MaxNoteBytes)
            return null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file.FullName));
            return document.RootElement.TryGetProperty("driverName", out var driver)
                && document.RootElement.TryGetProperty("volumeHandle", out var volume)
                    ? (driver.GetString() ?? "", new VolumeId(volume.GetString() ?? ""))
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or Abstractions.Errors.CsiException)
        {
            return null;
        }
    }
}
