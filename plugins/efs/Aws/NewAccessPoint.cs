namespace CsiHost.Plugins.Efs.Aws;

/// <summary>An access point to be made.</summary>
internal sealed record NewAccessPoint
{
    /// <summary>Makes the call idempotent; unique in an account and region.</summary>
    public required string ClientToken { get; init; }

    public required string FileSystemId { get; init; }

    /// <summary>The identity of its clients, and the owner of the root directory when that has to be made.</summary>
    public required PosixUser PosixUser { get; init; }

    public required string RootDirectory { get; init; }

    /// <summary>Octal permissions of the root directory when it has to be made; handed over as they are.</summary>
    public required string Permissions { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
