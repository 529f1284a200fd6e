namespace CsiHost.StandIns.Aws;

/// <summary>An access point of the stand-in. <see cref="Uid"/> and <see cref="Gid"/> are null for one without an identity.</summary>
public sealed record StoredAccessPoint
{
    public string Id { get; init; } = "";

    public required string FileSystemId { get; init; }

    public string ClientToken { get; init; } = "";

    public long? Uid { get; init; }

    public long? Gid { get; init; }

    public string Path { get; init; } = "/";

    public string Permissions { get; init; } = "";

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
