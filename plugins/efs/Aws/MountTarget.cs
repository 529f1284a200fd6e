namespace CsiHost.Plugins.Efs.Aws;

/// <summary>A mount target: where one zone reaches a file system.</summary>
internal sealed record MountTarget
{
    public required string Id { get; init; }

    /// <summary>The IPv4 address; empty for a target with IPv6 alone.</summary>
    public string IpAddress { get; init; } = "";

    /// <summary>The IPv6 address; empty for a target with IPv4 alone.</summary>
    public string Ipv6Address { get; init; } = "";

    /// <summary>The zone's name in the account that owns the file system.</summary>
    public string Zone { get; init; } = "";

    /// <summary>The zone's id, which means the same in every account.</summary>
    public string ZoneId { get; init; } = "";

    public string State { get; init; } = "";

    public bool IsAvailable => State == "available";
}
