namespace CsiHost.Abstractions.Models;

/// <summary>CSI access modes, with the numbers of the CSI specification.</summary>
public enum AccessMode
{
    /// <summary>Not set; never valid in a request that reached a backend.</summary>
    Unknown = 0,

    /// <summary>Read and write on one node.</summary>
    SingleNodeWriter = 1,

    /// <summary>Read on one node.</summary>
    SingleNodeReaderOnly = 2,

    /// <summary>Read on many nodes.</summary>
    MultiNodeReaderOnly = 3,

    /// <summary>Write on one node, read on others.</summary>
    MultiNodeSingleWriter = 4,

    /// <summary>Read and write on many nodes.</summary>
    MultiNodeMultiWriter = 5,

    /// <summary>Read and write by one workload on one node.</summary>
    SingleNodeSingleWriter = 6,

    /// <summary>Read and write by many workloads on one node.</summary>
    SingleNodeMultiWriter = 7,
}
