namespace CsiHost.Pipeline.Validation;

/// <summary>A volume capability as sent, before anybody has checked it.</summary>
internal readonly record struct CapabilityView
{
    public required bool HasMount { get; init; }

    public required bool HasBlock { get; init; }

    public required bool HasAccessMode { get; init; }

    /// <summary>The number as sent; it may be one that nobody knows.</summary>
    public required int AccessMode { get; init; }

    public string FileSystemType { get; init; }

    public IReadOnlyList<string> MountFlags { get; init; }

    public string VolumeMountGroup { get; init; }
}
