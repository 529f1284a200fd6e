namespace CsiHost.Plugins.Efs.Aws;

/// <summary>An access point as EFS describes it.</summary>
internal sealed record AccessPoint
{
    public required string Id { get; init; }

    public required string FileSystemId { get; init; }

    public string ClientToken { get; init; } = "";

    /// <summary>The directory clients see as the root; <c>/</c> when none was set.</summary>
    public string RootDirectory { get; init; } = "/";

    /// <summary>The identity all clients act under; null when they keep their own.</summary>
    public PosixUser? PosixUser { get; init; }

    /// <summary><c>creating</c>, <c>available</c>, <c>updating</c>, <c>deleting</c>, <c>deleted</c> or <c>error</c>.</summary>
    public string State { get; init; } = "";
}
