namespace CsiHost.Plugins.S3.Controller.State;

/// <summary>What a claim of a workload leads to.</summary>
internal enum ClaimState
{
    /// <summary>A volume of this driver.</summary>
    Ours,

    /// <summary>A volume of another driver.</summary>
    Foreign,

    /// <summary>The claim is not bound yet.</summary>
    Unbound,

    /// <summary>The claim does not exist, or not yet.</summary>
    NoClaim,

    /// <summary>The claim names a volume that does not exist, or not yet.</summary>
    NoVolume,

    /// <summary>The claim names a volume that is bound to another claim.</summary>
    Mismatch,
}
