using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using CsiHost.Plugins.Efs.Certificates;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>A tunnel in this process: a listener, and a connection to the mount target for each one that it accepts.</summary>
internal sealed partial class NativeTunnel : ITunnel
{
    /// <summary>The kernel opens one connection, or <c>nconnect</c> (up to 16) of them; more is somebody else's mistake.</summary>
    private const int MaxConnections = 32;

    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<TunnelConnection, Task> _connections = [];
    private readonly Socket _listener;
    private readonly MountTargets _targets;
    private readonly RenewedCertificate? _certificate;
    private readonly TimeSpan _connectLimit;
    private readonly string _name;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private volatile bool _closing;
    private Task _accepting = Task.CompletedTask;

    /// <summary>Makes a tunnel of a listening socket, which it owns from now on.</summary>
    public NativeTunnel(
        string name, Socket listener, MountTargets targets, RenewedCertificate? certificate, TimeSpan connectLimit, TimeProvider time, ILogger logger)
    {
        _name = name;
        _listener = listener;
        _targets = targets;
        _certificate = certificate;
        _connectLimit = connectLimit;
        _time = time;
        _logger = logger;
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
    }

    public int Port { get; }

    public TunnelCounters Counters { get; } = new();

    public DateTimeOffset? CertificateIssuedAt => _certificate?.IssuedAt;

    public long CertificateFailures => _certificate?.Failures ?? 0;

    /// <summary>Accepts connections from now on.</summary>
    public void Start() => _accepting = AcceptAsync();

    public ValueTask ResetAsync()
    {
        foreach (var connection in _connections.Keys)
            connection.Abort();
        return ValueTask.CompletedTask;
    }

    public async ValueTask CloseAsync()
    {
        _closing = true;
        _listener.Dispose();
        await _accepting;
        await ResetAsync();
        await Task.WhenAll(_connections.Values);
        if (_certificate is not null)
            await _certificate.StopAsync();
    }

    private async Task AcceptAsync()
    {
        while (!_closing)
        {
            try
            {
                Serve(await _listener.AcceptAsync());
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                if (_closing)
                    return;
                // Out of descriptors, or a client that went before it was accepted.
                Log.NotAccepted(_logger, _name, exception.Message);
                await Task.Delay(AcceptPause, _time);
            }
        }
    }

    private void Serve(Socket local)
    {
        if (_connections.Count >= MaxConnections)
        {
            Log.TooMany(_logger, _name, MaxConnections);
            local.Dispose();
            return;
        }

        var connection = new TunnelConnection(local, _targets, _connectLimit, Counters, _name, _time, _logger);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _connections[connection] = RunAsync(connection, started.Task);
        started.SetResult();
    }

    private async Task RunAsync(TunnelConnection connection, Task started)
    {
        await started;
        await connection.RunAsync();
        _connections.TryRemove(connection, out _);
    }

    private static partial class Log
    {
        [LoggerMessage(3020, LogLevel.Warning, "Tunnel {Tunnel}: a connection was not accepted: {Reason}")]
        public static partial void NotAccepted(ILogger logger, string tunnel, string reason);

        [LoggerMessage(3021, LogLevel.Warning, "Tunnel {Tunnel}: has {Limit} connections already, another one was refused")]
        public static partial void TooMany(ILogger logger, string tunnel, int limit);
    }
}
