using CsiHost.Abstractions.Models;

namespace CsiHost.Pipeline.Results;

/// <summary>
/// Checks what a backend returned before a client relies on it. A wrong answer is a bug of the plugin, and cheaper to find here than in a
/// cluster that has stored it.
/// </summary>
internal static class ResultCheck
{
    public const int MaxMapBytes = 4096;

    public static Volume Volume(Volume volume, CapacityRange? range, bool hasTopology)
    {
        Require(volume.Id.Value.Length > 0, "Volume.Id is not set");
        Require(volume.CapacityBytes >= 0, $"Volume.CapacityBytes {volume.CapacityBytes} is negative");
        // 0 means unknown; a real size outside the range makes the provisioner delete the volume again.
        Require(volume.CapacityBytes == 0 || range is null || range.Contains(volume.CapacityBytes),
            $"Volume.CapacityBytes {volume.CapacityBytes} is outside the range {range?.RequiredBytes}..{range?.LimitBytes} asked for");
        Map(volume.Context, "Volume.Context");
        Require(hasTopology || volume.AccessibleTopology.Count == 0, "Volume.AccessibleTopology is set, and the driver has no INodeTopology");
        foreach (var segments in volume.AccessibleTopology)
            Topology(segments, "Volume.AccessibleTopology");
        return volume;
    }

    public static Snapshot Snapshot(Snapshot snapshot)
    {
        Require(snapshot.Id.Value.Length > 0, "Snapshot.Id is not set");
        Require(snapshot.SourceVolume.Value.Length > 0, "Snapshot.SourceVolume is not set");
        Require(snapshot.CreatedAt != default, "Snapshot.CreatedAt is not set");
        Require(snapshot.SizeBytes >= 0, $"Snapshot.SizeBytes {snapshot.SizeBytes} is negative");
        return snapshot;
    }

    public static Page<T> Page<T>(Page<T> page, PageRequest request)
    {
        Require(request.MaxEntries == 0 || page.Entries.Count <= request.MaxEntries,
            $"Page.Entries has {page.Entries.Count} entries, and {request.MaxEntries} were asked for");
        return page;
    }

    public static CapacityReport Capacity(CapacityReport report)
    {
        Require(report.AvailableBytes >= 0, $"CapacityReport.AvailableBytes {report.AvailableBytes} is negative");
        Require(report.MaximumVolumeBytes is null or >= 0, "CapacityReport.MaximumVolumeBytes is negative");
        Require(report.MinimumVolumeBytes is null or >= 0, "CapacityReport.MinimumVolumeBytes is negative");
        return report;
    }

    public static ExpandVolumeResult Expanded(ExpandVolumeResult result, CapacityRange range)
    {
        Require(range.Contains(result.CapacityBytes),
            $"ExpandVolumeResult.CapacityBytes {result.CapacityBytes} is outside the range {range.RequiredBytes}..{range.LimitBytes} asked for");
        return result;
    }

    public static long NodeExpanded(long bytes)
    {
        Require(bytes >= 0, $"the expanded size {bytes} is negative");
        return bytes;
    }

    public static NodeDescription Node(NodeDescription node)
    {
        Require(node.Id is null || node.Id.Value.Value.Length > 0, "NodeDescription.Id is an empty id");
        Require(node.MaxVolumes >= 0, $"NodeDescription.MaxVolumes {node.MaxVolumes} is negative");
        return node;
    }

    public static VolumeStats Stats(VolumeStats stats)
    {
        Require(stats.Bytes is not null || stats.Inodes is not null, "VolumeStats has neither Bytes nor Inodes");
        foreach (var usage in new[] { stats.Bytes, stats.Inodes })
            Require(usage is null || (usage.Total >= 0 && usage.Used >= 0 && usage.Available >= 0), $"VolumeStats holds a negative number: {usage}");
        return stats;
    }

    /// <summary>A map that goes to the client: the size limit holds for answers too.</summary>
    public static IReadOnlyDictionary<string, string> Map(IReadOnlyDictionary<string, string> map, string what)
    {
        var bytes = Utf8Size.Of(map);
        Require(bytes <= MaxMapBytes, $"{what} has {bytes} bytes; a map holds at most {MaxMapBytes}");
        return map;
    }

    /// <summary>Segments become node labels, so they follow the syntax of those.</summary>
    public static IReadOnlyDictionary<string, string> Topology(IReadOnlyDictionary<string, string> segments, string what)
    {
        Require(segments.Count > 0, $"{what} has no segment");
        foreach (var (key, value) in segments)
        {
            Require(TopologySyntax.IsKey(key), $"{what} has the key '{key}', which is not [prefix/]name");
            Require(TopologySyntax.IsName(value), $"{what} has the value '{value}', which is no label value");
        }
        Require(segments.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count() == segments.Count, $"{what} has keys that differ in case only");
        return segments;
    }

    public static T NotNull<T>(T? value, string what)
        where T : class =>
        value ?? throw new BackendFaultException($"{what} is null");

    private static void Require(bool holds, string problem)
    {
        if (!holds)
            throw new BackendFaultException(problem);
    }
}
