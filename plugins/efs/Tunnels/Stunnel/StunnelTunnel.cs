using System.Net;
using System.Net.Sockets;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.Efs.Certificates;
using CsiHost.Plugins.Efs.Native;

namespace CsiHost.Plugins.Efs.Tunnels.Stunnel;

/// <summary>
/// A tunnel carried by a stunnel process. It goes on when this process dies, and is taken over by the next one; it reads a renewed certificate when it
/// is told to.
/// </summary>
internal sealed class StunnelTunnel(int port, HelperProcess helper, RenewedCertificate? certificate, IProcessSupervisor processes, TimeProvider time) : ITunnel
{
    private const int HangUp = 1;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public int Port => port;

    public TunnelCounters Counters { get; } = new();

    public DateTimeOffset? CertificateIssuedAt => certificate?.IssuedAt;

    public long CertificateFailures => certificate?.Failures ?? 0;

    /// <summary>The process; null when it does not run.</summary>
    public int? ProcessId => processes.Find(helper.Name) is { IsRunning: true } status ? status.ProcessId : null;

    /// <summary>The name of a port's process.</summary>
    public static string NameOf(int port) => $"stunnel-{port}";

    /// <summary>Starts the process and returns once it accepts connections.</summary>
    /// <exception cref="CsiException">It ended or does not accept any in time (FailedPrecondition, with what it said).</exception>
    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        await processes.StartAsync(helper, cancellationToken);
        using var limit = new CancellationTokenSource(StartLimit, time);
        while (!await AnswersAsync(cancellationToken))
        {
            if (processes.Find(helper.Name) is { IsRunning: true, Restarts: 0 } && !limit.IsCancellationRequested)
            {
                await Task.Delay(Pause, time, cancellationToken);
                continue;
            }

            var said = processes.Find(helper.Name)?.OutputTail.Trim();
            await processes.StopAsync(helper.Name, CancellationToken.None);
            throw CsiErrors.FailedPrecondition($"stunnel does not accept connections on port {port}; it said: {(string.IsNullOrEmpty(said) ? "nothing" : said)}");
        }
    }

    /// <summary>Makes it read its certificate again, for the connections to come.</summary>
    public ValueTask ReloadAsync()
    {
        if (ProcessId is { } processId)
            Libc.Kill(processId, HangUp);
        return ValueTask.CompletedTask;
    }

    public async ValueTask ResetAsync()
    {
        await processes.StopAsync(helper.Name, CancellationToken.None);
        await processes.StartAsync(helper, CancellationToken.None);
    }

    public async ValueTask CloseAsync()
    {
        await processes.StopAsync(helper.Name, CancellationToken.None);
        await LeaveAsync();
    }

    public async ValueTask LeaveAsync()
    {
        if (certificate is not null)
            await certificate.StopAsync();
    }

    /// <summary>In another network namespace the port cannot be tried from here; that the process runs must do.</summary>
    private async ValueTask<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        if (processes.Find(helper.Name) is not { IsRunning: true })
            return false;
        if (helper.Arguments is [var first, ..] && first.StartsWith("--net=", StringComparison.Ordinal))
            return true;
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
