namespace CsiHost.Abstractions.Models;

/// <summary>Mutable parameters to change, all or nothing.</summary>
public sealed record ModifyVolumeRequest
{
    /// <summary>The volume.</summary>
    public required VolumeId VolumeId { get; init; }

    /// <summary>The keys to change, at least one; keys not listed stay as they are.</summary>
    public required IReadOnlyDictionary<string, string> MutableParameters { get; init; }

    /// <summary>Secrets.</summary>
    public Secrets Secrets { get; init; } = Secrets.Empty;
}
