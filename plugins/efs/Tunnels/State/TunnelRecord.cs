namespace CsiHost.Plugins.Efs.Tunnels.State;

/// <summary>An open tunnel as it is stored, so that the next process brings it back on its port.</summary>
internal sealed record TunnelRecord
{
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    public required TunnelRequest Request { get; init; }

    public required int Port { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Where the credentials of the first certificate came from; those of the next ones come from there.</summary>
    public string? CredentialsMethod { get; init; }

    /// <summary>Its mount is gone, but the kernel still sends another mount's requests through it.</summary>
    public bool IsReleased { get; init; }

    /// <summary>The base name of its files in the directory of efs-utils.</summary>
    public string Name => TunnelNames.Base(Request.FileSystemId, Request.Target, Port);
}
