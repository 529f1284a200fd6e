namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>What carries the encrypted traffic of a mount.</summary>
internal enum TunnelKind
{
    /// <summary>A TLS connection of this process.</summary>
    InProcess = 0,

    /// <summary>A <c>stunnel</c> process a mount.</summary>
    Stunnel,
}
