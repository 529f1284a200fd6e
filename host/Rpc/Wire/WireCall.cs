namespace CsiHost.Rpc.Wire;

/// <summary>What the wire knows about one call besides its message.</summary>
internal readonly record struct WireCall
{
    /// <summary>The full path, as in <c>/csi.v1.Node/NodeGetInfo</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The name of the socket the call came by: the driver.</summary>
    public required string Tag { get; init; }

    /// <summary>Null when the client set none.</summary>
    public DateTimeOffset? Deadline { get; init; }
}
