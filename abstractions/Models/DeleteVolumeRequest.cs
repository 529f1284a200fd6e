namespace CsiHost.Abstractions.Models;

/// <summary>A volume to delete.</summary>
public sealed record DeleteVolumeRequest
{
    /// <summary>The volume.</summary>
    public required VolumeId VolumeId { get; init; }

    /// <summary>Secrets.</summary>
    public Secrets Secrets { get; init; } = Secrets.Empty;
}
