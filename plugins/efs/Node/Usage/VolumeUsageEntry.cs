namespace CsiHost.Plugins.Efs.Node.Usage;

/// <summary>What is known of a volume's usage.</summary>
internal sealed class VolumeUsageEntry
{
    /// <summary>Where the volume was asked about.</summary>
    public HashSet<string> Paths { get; } = new(StringComparer.Ordinal);

    public long? UsedBytes { get; set; }

    /// <summary>When the last walk ended, however; null before the first.</summary>
    public DateTimeOffset? TriedAt { get; set; }

    public UsageWalk? Running { get; set; }
}
