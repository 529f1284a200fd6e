using System.Collections.Concurrent;
using System.Net.Sockets;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.Efs.Tunnels.State;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>All tunnels of the node. The host calls for one target at a time.</summary>
internal sealed partial class NodeTunnels(
    TunnelOpener opener,
    TunnelRecords records,
    EfsUtilsStateReader states,
    TunnelPorts ports,
    ITunnelSettings settings,
    IMountTable table,
    TimeProvider time,
    ILogger<NodeTunnels> logger)
    : ITunnels
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, OpenTunnel> _open = new(StringComparer.Ordinal);

    /// <summary>The tunnels that are open.</summary>
    public IReadOnlyCollection<OpenTunnel> Open => [.. _open.Values];

    public int? FindPort(string target) => _open.TryGetValue(target, out var open) ? open.Record.Port : null;

    public async ValueTask<int> OpenAsync(TunnelRequest request, CancellationToken cancellationToken)
    {
        if (_open.TryGetValue(request.Target, out var open))
        {
            if (open.Record.Request == request && open is { Tunnel: not null, Record.IsReleased: false })
                return open.Record.Port;
            await ForgetAsync(open, cancellationToken);
        }

        var now = settings.Read(request.IsS3Files);
        var (listener, port) = await ports.TakeAsync(request, now);
        var record = new TunnelRecord { Request = request, Port = port, OpenedAt = time.GetUtcNow() };
        open = new OpenTunnel(record, now);
        try
        {
            await records.WriteAsync(record, cancellationToken);
            (open.Tunnel, open.Record) = await opener.OpenAsync(record, now, listener, mustHaveCertificate: true, cancellationToken);
            if (open.Record != record)
                await records.WriteAsync(open.Record, cancellationToken);
            _open[request.Target] = open;
        }
        catch
        {
            listener.Dispose();
            await ForgetAsync(open, CancellationToken.None);
            throw;
        }

        Log.Opened(logger, open.Record.Name, request.Host, request.Port, request.Target);
        return port;
    }

    public async ValueTask CloseAsync(string target, CancellationToken cancellationToken)
    {
        if (!_open.TryGetValue(target, out var open))
        {
            await records.DeleteAsync(target, cancellationToken);
            return;
        }

        if (!LocalMounts.Read(table).Any(mount => mount.Port == open.Record.Port))
        {
            await ForgetAsync(open, cancellationToken);
            return;
        }

        // The server may have told the kernel that two mounts are one session; then the other one's requests go through here.
        open.Record = open.Record with { IsReleased = true };
        await records.WriteAsync(open.Record, cancellationToken);
        Log.Released(logger, open.Record.Name);
    }

    /// <summary>Brings the stored tunnels back whose mounts are still there, and forgets the others.</summary>
    public async ValueTask RecoverAllAsync(CancellationToken cancellationToken)
    {
        var stored = await records.ReadAllAsync(cancellationToken);
        if (stored.Count == 0)
            return;
        var mounts = LocalMounts.Read(table);
        foreach (var record in stored)
        {
            if (mounts.Any(mount => mount.Port == record.Port || mount.MountPoint == record.Request.Target))
            {
                await RecoverAsync(record, cancellationToken);
                continue;
            }

            EfsUtilsFolder.Delete(new TunnelFiles(ReadSettings(record.Request), record.Name));
            await records.DeleteAsync(record.Request.Target, cancellationToken);
        }
    }

    /// <summary>
    /// Brings a mount's tunnel back that is not open: one that the host has on record, but this plugin has not (adopted, or its state was lost). The
    /// mount table knows the port.
    /// </summary>
    public async ValueTask RecoverAsync(TunnelRequest request, CancellationToken cancellationToken)
    {
        if (_open.ContainsKey(request.Target))
            return;
        if (LocalMounts.Read(table).LastOrDefault(mount => mount.MountPoint == request.Target) is not { } found)
        {
            Log.NothingMounted(logger, request.Target);
            return;
        }

        var left = states.Find(ReadSettings(request).StateDirectory, request.Target, found.Port);
        var record = new TunnelRecord
        {
            Request = request,
            Port = found.Port,
            OpenedAt = time.GetUtcNow(),
            CredentialsMethod = request.Iam is null ? null : left?.CredentialsMethod,
        };
        await records.WriteAsync(record, cancellationToken);
        await RecoverAsync(record, cancellationToken);
    }

    /// <summary>Closes a tunnel and removes all that is stored of it.</summary>
    public async ValueTask ForgetAsync(OpenTunnel open, CancellationToken cancellationToken)
    {
        _open.TryRemove(new KeyValuePair<string, OpenTunnel>(open.Record.Request.Target, open));
        await open.CloseAsync();
        EfsUtilsFolder.Delete(new TunnelFiles(open.Settings, open.Record.Name));
        await records.DeleteAsync(open.Record.Request.Target, cancellationToken);
        ports.Release(open.Record.Port);
        Log.Closed(logger, open.Record.Name);
    }

    /// <summary>Stops carrying, and leaves what the next process needs to go on.</summary>
    public async ValueTask StopAsync()
    {
        await Task.WhenAll(_open.Values.Select(open => open.LeaveAsync()));
        _open.Clear();
    }

    private async ValueTask RecoverAsync(TunnelRecord record, CancellationToken cancellationToken)
    {
        var open = new OpenTunnel(record, ReadSettings(record.Request));
        ports.Hold(record.Port);
        _open[record.Request.Target] = open;
        await TryRecoverAsync(open, isFirst: true, cancellationToken);
        if (open.Tunnel is null)
            _ = RetryAsync(open);
    }

    /// <summary>One that cannot be recovered now must not stop the others; the mount hangs until it can.</summary>
    private async Task RetryAsync(OpenTunnel open)
    {
        try
        {
            var pause = FirstPause;
            while (open.Tunnel is null)
            {
                await Task.Delay(pause, time, open.Closing);
                var waitsForPort = await TryRecoverAsync(open, isFirst: false, open.Closing);
                // A port is freed at any moment, and then every second counts.
                pause = waitsForPort ? FirstPause : pause * 2 > LongestPause ? LongestPause : pause * 2;
            }
        }
        catch (OperationCanceledException)
        {
            // It was closed.
        }
    }

    /// <summary>Tries once; the result is whether only the port is in the way.</summary>
    private async ValueTask<bool> TryRecoverAsync(OpenTunnel open, bool isFirst, CancellationToken cancellationToken)
    {
        var record = open.Record;
        Socket? listener = null;
        try
        {
            listener = opener.IsCarried(record)
                ? new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
                : await TunnelPorts.TryListenAsync(record.Port, record.Request.NetworkNamespace);
            if (listener is null)
            {
                if (isFirst)
                    Log.PortTaken(logger, record.Name, record.Port);
                return true;
            }

            (open.Tunnel, open.Record) = await opener.OpenAsync(record, open.Settings, listener, mustHaveCertificate: false, cancellationToken);
            Log.Recovered(logger, record.Name, record.Request.Target);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            listener?.Dispose();
            Log.NotRecovered(logger, record.Name, exception);
        }

        return false;
    }

    /// <summary>A broken configuration file must not keep a tunnel from coming back.</summary>
    private TunnelSettings ReadSettings(TunnelRequest request)
    {
        try
        {
            return settings.Read(request.IsS3Files);
        }
        catch (CsiException exception)
        {
            Log.NoSettings(logger, exception);
            return new TunnelSettings();
        }
    }
}
