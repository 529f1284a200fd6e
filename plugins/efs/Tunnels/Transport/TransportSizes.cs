namespace CsiHost.Plugins.Efs.Tunnels.Transport;

/// <summary>How much a connection has in hand at most, per direction. Less costs system calls, more costs cache misses.</summary>
internal static class TransportSizes
{
    /// <summary>Plain bytes between a read and the write that follows.</summary>
    public const int Plain = 128 * 1024;

    /// <summary>The same as TLS records.</summary>
    public const int Encrypted = 144 * 1024;
}
