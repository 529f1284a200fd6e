namespace CsiHost.Rpc.Wire;

/// <summary>One socket and what it serves. A call is answered by the endpoint of its connection, never by what its message says.</summary>
internal sealed record WireEndpoint
{
    /// <summary>Absolute, at most 107 bytes.</summary>
    public required string SocketPath { get; init; }

    /// <summary>The name calls carry as <see cref="WireCall.Tag"/>: the driver.</summary>
    public required string Tag { get; init; }

    public required UnaryServiceTable Services { get; init; }

    /// <summary>Set on the file before any client can reach it.</summary>
    public UnixFileMode Mode { get; init; } = UnixFileMode.UserRead | UnixFileMode.UserWrite;
}
