using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Tunnels.Transport;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>
/// One connection of the kernel's NFS client through a tunnel. The client is held while a mount target is looked for, up to a limit; when the mount
/// target goes, the client's connection goes too, because only a client that connects anew sends its pending requests again.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "It disposes of what it owns at the end of its run.")]
internal sealed partial class TunnelConnection(
    Socket local, MountTargets targets, TimeSpan connectLimit, TunnelCounters counters, string name, TimeProvider time, ILogger logger)
{
    /// <summary>How long one direction may stay open when the other has ended.</summary>
    private static readonly TimeSpan HalfOpenLimit = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stopping = new();
    private volatile MountTargetConnection? _remote;

    /// <summary>Carries until either side ends. Does not throw.</summary>
    public async Task RunAsync()
    {
        counters.Begin();
        try
        {
            await CarryAsync();
        }
        catch (Exception exception)
        {
            // Counted first: the client notices at once, whatever it waits for.
            if (!_stopping.IsCancellationRequested)
            {
                counters.Failed();
                Log.Broken(logger, name, Explain(exception));
            }

            Reset(local);
        }
        finally
        {
            local.Dispose();
            if (_remote is { } remote)
                await remote.DisposeAsync();
            _stopping.Dispose();
            counters.End();
        }
    }

    /// <summary>Breaks the connection off.</summary>
    public void Abort()
    {
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            return;
        }

        Reset(local);
        local.Dispose();
        _remote?.Socket.Dispose();
    }

    private async Task CarryAsync()
    {
        local.NoDelay = true;
        var client = new SocketLink(local);
        // The client speaks first in NFS. One that goes without a word only wanted to know whether the port answers.
        await client.WaitAsync();
        if (local.Available == 0)
            return;
        var remote = await ConnectAsync();
        counters.Connected();
        Log.Connected(logger, name, remote.Address, (remote.Link as TlsLink)?.Protocol ?? "plain");
        var up = new Pump(client, remote.Link, counters.AddSent).RunAsync();
        var down = new Pump(remote.Link, client, counters.AddReceived).RunAsync();
        var first = await Task.WhenAny(up, down);
        await first;
        await (first == up ? down : up).WaitAsync(HalfOpenLimit, time);
    }

    private async Task<MountTargetConnection> ConnectAsync()
    {
        using var limit = new CancellationTokenSource(connectLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping.Token);
        var remote = await targets.ConnectAsync(both.Token);
        _remote = remote;
        // Abort may have looked before there was something to close.
        if (_stopping.IsCancellationRequested)
            throw new OperationCanceledException();
        return remote;
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            // It is closed already.
        }
    }

    private static string Explain(Exception exception) => exception switch
    {
        CsiException => exception.Message,
        TimeoutException => "one side has ended and the other has not followed",
        _ => exception.InnerException is { } inner ? $"{exception.Message} ({inner.Message})" : exception.Message,
    };

    private static partial class Log
    {
        [LoggerMessage(3010, LogLevel.Debug, "Tunnel {Tunnel}: connected to {Address} ({Protocol})")]
        public static partial void Connected(ILogger logger, string tunnel, System.Net.IPAddress address, string protocol);

        [LoggerMessage(3011, LogLevel.Warning, "Tunnel {Tunnel}: connection broken off: {Reason}")]
        public static partial void Broken(ILogger logger, string tunnel, string reason);
    }
}
