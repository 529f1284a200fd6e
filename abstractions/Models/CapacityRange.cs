namespace CsiHost.Abstractions.Models;

/// <summary>A wanted size. The host has checked that both are not negative, one is set, and the limit is not below the requirement.</summary>
public sealed record CapacityRange
{
    /// <summary>At least this many bytes; 0 means no lower bound.</summary>
    public long RequiredBytes { get; init; }

    /// <summary>At most this many bytes; 0 means no upper bound.</summary>
    public long LimitBytes { get; init; }

    /// <summary>The size to make: the requirement, else the limit.</summary>
    public long PreferredBytes => RequiredBytes > 0 ? RequiredBytes : LimitBytes;

    /// <summary>Whether a volume of this size satisfies the range.</summary>
    /// <param name="bytes">The size.</param>
    public bool Contains(long bytes) => bytes >= RequiredBytes && (LimitBytes == 0 || bytes <= LimitBytes);
}
