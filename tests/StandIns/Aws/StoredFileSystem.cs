namespace CsiHost.StandIns.Aws;

/// <summary>A file system of the stand-in.</summary>
public sealed record StoredFileSystem
{
    public required string Id { get; init; }

    /// <summary>Empty for a regional one.</summary>
    public string Zone { get; init; } = "";

    public IReadOnlyList<StoredMountTarget> MountTargets { get; init; } = [];

    public int MaxAccessPoints { get; init; } = 10_000;
}
