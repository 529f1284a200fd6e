using CsiHost.Abstractions.Mounts;
using CsiHost.Plugins.Efs.Tunnels;

namespace CsiHost.Plugins.Efs.Node;

/// <summary>How a file system is mounted.</summary>
/// <param name="Tunnel">The tunnel that carries it; null when the kernel connects to the mount target itself.</param>
/// <param name="Mount">The NFS mount.</param>
internal sealed record PlannedMount(TunnelRequest? Tunnel, NfsMount Mount)
{
    /// <summary>The effects in order.</summary>
    public IReadOnlyList<MountStep> Steps => Tunnel is null ? [Mount.ToStep()] : [Tunnel.ToStep(), Mount.ToStep()];
}
