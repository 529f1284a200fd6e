using System.Diagnostics.CodeAnalysis;
using CsiHost.Plugins.Efs.Tunnels.State;

namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>A tunnel as the node knows it: what is stored, and what carries it; null while another process still has its port.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A cancellation source without timer or links holds nothing to dispose.")]
internal sealed class OpenTunnel(TunnelRecord record, TunnelSettings settings)
{
    private readonly CancellationTokenSource _closing = new();

    public TunnelRecord Record { get; set; } = record;

    public TunnelSettings Settings => settings;

    public ITunnel? Tunnel { get; set; }

    /// <summary>How often in a row the mount table did not have its mount.</summary>
    public int Missed { get; set; }

    /// <summary>Whether the mount table ever had its mount.</summary>
    public bool WasSeen { get; set; }

    /// <summary>When its mount was last seen to answer.</summary>
    public DateTimeOffset CheckedAt { get; set; } = record.OpenedAt;

    /// <summary>Fires when it is to be closed.</summary>
    public CancellationToken Closing => _closing.Token;

    public async ValueTask CloseAsync()
    {
        await _closing.CancelAsync();
        if (Tunnel is { } tunnel)
            await tunnel.CloseAsync();
    }

    /// <summary>The process ends.</summary>
    public async Task LeaveAsync()
    {
        await _closing.CancelAsync();
        if (Tunnel is { } tunnel)
            await tunnel.LeaveAsync();
    }
}
