using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;

namespace CsiHost.Mounts.Records;

/// <summary>What the host did, does or undoes at one target or staging path. Stored; holds no secret.</summary>
internal sealed record PublishRecord
{
    /// <summary>The version that this host writes and reads.</summary>
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    public required RecordKind Kind { get; init; }

    public required RecordState State { get; init; }

    public required string Driver { get; init; }

    public required string VolumeId { get; init; }

    public required string Path { get; init; }

    /// <summary>Where the published volume is staged; empty without.</summary>
    public string StagingPath { get; init; } = "";

    public AccessMode AccessMode { get; init; }

    public AccessType AccessType { get; init; }

    public bool ReadOnly { get; init; }

    /// <summary>A hash of the capability, since mount flags may be sensitive; empty for an adopted mount, whose capability nobody knows.</summary>
    public string Capability { get; init; } = "";

    /// <summary>The boot in which this was mounted; no mount outlives it.</summary>
    public required string BootId { get; init; }

    public required MountPlan Plan { get; init; }

    /// <summary>Mount points that did not exist before, so that a revert removes them again.</summary>
    public IReadOnlyList<string> Made { get; init; } = [];
}
