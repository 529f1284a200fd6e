namespace CsiHost.Mounts;

/// <summary>What a start found and did for one driver.</summary>
internal sealed record RecoveryReport
{
    /// <summary>Plans in effect whose mounts are there.</summary>
    public int Intact { get; set; }

    /// <summary>Plans in effect whose mount is missing or dead; the next publish mounts them anew.</summary>
    public int Lost { get; set; }

    /// <summary>Half-done plans that were taken back.</summary>
    public int Reverted { get; set; }

    /// <summary>Records of an earlier boot that were dropped.</summary>
    public int Dropped { get; set; }

    /// <summary>Mounts without a record that the backend recognised.</summary>
    public int Adopted { get; set; }

    /// <summary>Records that could not be dealt with; each is logged, and the next call tries again.</summary>
    public int Failed { get; set; }
}
