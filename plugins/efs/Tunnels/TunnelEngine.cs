namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>What carries a tunnel's bytes.</summary>
internal enum TunnelEngine
{
    /// <summary>This process.</summary>
    Native = 0,

    /// <summary>A <c>stunnel</c> process: chosen by the mount option <c>stunnel</c>, or needed for OCSP.</summary>
    Stunnel = 1,
}
