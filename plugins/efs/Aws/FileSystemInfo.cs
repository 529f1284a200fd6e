namespace CsiHost.Plugins.Efs.Aws;

/// <summary>A file system as EFS describes it.</summary>
internal sealed record FileSystemInfo
{
    public required string Id { get; init; }

    /// <summary>The zone's name of a One Zone file system; empty for a regional one.</summary>
    public string Zone { get; init; } = "";
}
