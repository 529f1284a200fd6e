using System.Diagnostics.Metrics;
using CsiHost.Abstractions.Plugins;

namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>The instruments of the tunnels; each measurement carries the file system, the local port and what carries it.</summary>
[CsiService]
internal sealed class TunnelMetrics : IPluginLifecycle, IDisposable
{
    public const string MeterName = "CsiHost.Efs.Tunnels";
    private readonly NodeTunnels _tunnels;
    private readonly TimeProvider _time;
    private readonly Meter _meter;

    public TunnelMetrics(NodeTunnels tunnels, IMeterFactory meters, TimeProvider time)
    {
        _tunnels = tunnels;
        _time = time;
        _meter = meters.Create(MeterName);
        Count("csihost_efs_tunnel_sent_bytes_total", "By", "Bytes of the NFS client, before encryption.", counters => counters.Sent);
        Count("csihost_efs_tunnel_received_bytes_total", "By", "Bytes to the NFS client, after decryption.", counters => counters.Received);
        Count("csihost_efs_tunnel_connections_total", "{connection}", "Connections that reached a mount target.", counters => counters.Connections);
        Count("csihost_efs_tunnel_failures_total", "{connection}", "Connections that reached no mount target, or broke.", counters => counters.Failures);
        _meter.CreateObservableUpDownCounter(
            "csihost_efs_tunnel_open_connections", () => Read(open => open.Tunnel?.Counters.Active), "{connection}", "Connections that are open.");
        _meter.CreateObservableCounter(
            "csihost_efs_tunnel_certificate_failures_total", () => Read(open => open.Tunnel?.CertificateFailures), "{certificate}", "Client certificates that could not be issued.");
        _meter.CreateObservableGauge("csihost_efs_tunnel_certificate_age_seconds", ReadAges, "s", "Age of the client certificate that new connections present.");
        _meter.CreateObservableGauge("csihost_efs_tunnels", ReadStates, "{tunnel}", "Tunnels by state: open, waiting for their port, or released by their mount.");
    }

    // Nothing to start: being made is enough, and the host makes marked classes.
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _meter.Dispose();

    private void Count(string name, string unit, string description, Func<TunnelCounters, long> value) =>
        _meter.CreateObservableCounter(name, () => Read(open => open.Tunnel is { } tunnel ? value(tunnel.Counters) : null), unit, description);

    private IEnumerable<Measurement<long>> Read(Func<OpenTunnel, long?> value)
    {
        foreach (var open in _tunnels.Open)
        {
            if (value(open) is { } number)
                yield return new Measurement<long>(number, Tags(open));
        }
    }

    private IEnumerable<Measurement<double>> ReadAges()
    {
        foreach (var open in _tunnels.Open)
        {
            if (open.Tunnel?.CertificateIssuedAt is { } issued)
                yield return new Measurement<double>((_time.GetUtcNow() - issued).TotalSeconds, Tags(open));
        }
    }

    private IEnumerable<Measurement<long>> ReadStates() => _tunnels.Open
        .GroupBy(open => open.Record.IsReleased ? "released" : open.Tunnel is null ? "waiting" : "open")
        .Select(group => new Measurement<long>(group.Count(), new KeyValuePair<string, object?>("state", group.Key)));

    private static KeyValuePair<string, object?>[] Tags(OpenTunnel open) =>
    [
        new("file_system", open.Record.Request.FileSystemId),
        new("port", open.Record.Port),
        new("engine", open.Record.Request.Engine == TunnelKind.Stunnel ? "stunnel" : "in-process"),
    ];
}
