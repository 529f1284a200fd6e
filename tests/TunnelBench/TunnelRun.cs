using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CsiHost.StandIns.Kubernetes;
using CsiHost.StandIns.MountTargets;

namespace CsiHost.TunnelBench;

/// <summary>Tunnels of this driver and of stunnel, one after the other, between the same client and the same server of this process.</summary>
internal static class TunnelRun
{
    private const int ChunkBytes = 1024 * 1024;
    private const byte Up = 1;
    private const byte Down = 2;
    private const byte Idle = 3;

    public static async Task<int> RunAsync(long bytes, int mounts)
    {
        var folder = Directory.CreateTempSubdirectory("tunnel-bench-").FullName;
        try
        {
            using var authority = new StandInCertificates();
            await File.WriteAllTextAsync(Path.Combine(folder, "ca.pem"), authority.AuthorityPem);
            using var certificate = authority.Issue(TunnelProcess.DnsName);
            await using var server = new MountTargetStandIn(certificate, (stream, cancel) => ServeAsync(stream, bytes, cancel));
            server.Start();
            await MeasureAsync(folder, server.EndPoint.Port, bytes, mounts);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string folder, int port, long bytes, int mounts)
    {
        using (var many = Serve(folder, port, mounts))
        {
            var ports = (await many.ReadLineAsync()).Split(' ').Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToList();
            Row("tunnel: certificate and open, median", $"{double.Parse(await many.ReadLineAsync(), CultureInfo.InvariantCulture):F1} ms");
            await many.AskAsync("collect");
            var closed = many.ResidentMegabytes;
            var idle = new List<Socket>();
            foreach (var local in ports)
                idle.Add(await ConnectAsync(local, Idle));
            await many.AskAsync("collect");
            Row($"tunnel: resident with {mounts} mounts, idle", $"{many.ResidentMegabytes:F0} MB, {closed:F0} MB before they connected");
            Row("tunnel: resident a connected idle mount", $"{(many.ResidentMegabytes - closed) / mounts * 1024:F0} KB");
            idle.ForEach(socket => socket.Dispose());
        }

        using var native = Serve(folder, port, 1);
        var nativePort = int.Parse(await native.ReadLineAsync(), CultureInfo.InvariantCulture);
        await native.ReadLineAsync();
        var stunnelPort = FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder, "stunnel.conf"), StunnelFile(folder, stunnelPort, port));
        using var stunnel = new MeasuredProcess("/usr/bin/stunnel", Path.Combine(folder, "stunnel.conf"));
        await UntilOpenAsync(stunnelPort);
        foreach (var (direction, name) in new[] { (Up, "up"), (Down, "down") })
        {
            // Once to warm up, then three times in turn: the machine's mood is the same for both.
            await TransferAsync(native, nativePort, direction, bytes / 4);
            await TransferAsync(stunnel, stunnelPort, direction, bytes / 4);
            var (ours, theirs) = (new List<(double Speed, double Cpu)>(), new List<(double Speed, double Cpu)>());
            for (var round = 0; round < 3; round++)
            {
                ours.Add(await TransferAsync(native, nativePort, direction, bytes));
                theirs.Add(await TransferAsync(stunnel, stunnelPort, direction, bytes));
            }

            var (our, their) = (ours.MaxBy(run => run.Speed), theirs.MaxBy(run => run.Speed));
            Row($"tunnel {name}: throughput", $"{our.Speed:F0} MB/s; stunnel {their.Speed:F0}");
            Row($"tunnel {name}: processor time", $"{ours.Min(run => run.Cpu):F2} s/GB; stunnel {theirs.Min(run => run.Cpu):F2}");
        }

        Row("tunnel: resident after load", $"{native.ResidentMegabytes:F0} MB for all mounts; stunnel {stunnel.ResidentMegabytes:F0} MB a mount");
    }

    private static MeasuredProcess Serve(string folder, int port, int count) =>
        new(Environment.ProcessPath!, ["exec", typeof(TunnelRun).Assembly.Location, "--serve", folder, $"{port}", $"{count}"]);

    private static async Task<(double Speed, double Cpu)> TransferAsync(MeasuredProcess process, int port, byte direction, long bytes)
    {
        using var socket = await ConnectAsync(port, direction);
        var cpu = process.CpuSeconds;
        var started = Stopwatch.GetTimestamp();
        var chunk = new byte[ChunkBytes];
        if (direction == Up)
        {
            for (var sent = 0L; sent < bytes;)
                sent += await socket.SendAsync(chunk.AsMemory(0, (int)Math.Min(chunk.Length, bytes - sent)), SocketFlags.None);
            socket.Shutdown(SocketShutdown.Send);
            await socket.ReceiveAsync(chunk.AsMemory(0, 1), SocketFlags.None);
        }
        else
        {
            for (var received = 0L; received < bytes;)
                received += await ReadAsync(socket, chunk);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return (bytes / seconds / 1e6, (process.CpuSeconds - cpu) / (bytes / 1e9));
    }

    private static async Task<int> ReadAsync(Socket socket, byte[] chunk) =>
        await socket.ReceiveAsync(chunk, SocketFlags.None) is > 0 and var count ? count : throw new InvalidOperationException("the tunnel broke");

    /// <summary>The first byte says what the connection is for; the answer to it says that the tunnel is through.</summary>
    private static async Task<Socket> ConnectAsync(int port, byte purpose)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        await socket.SendAsync((byte[])[purpose], SocketFlags.None);
        await ReadAsync(socket, new byte[1]);
        return socket;
    }

    private static async Task ServeAsync(Stream stream, long bytes, CancellationToken cancellationToken)
    {
        var chunk = new byte[256 * 1024];
        await stream.ReadExactlyAsync(chunk.AsMemory(0, 1), cancellationToken);
        var purpose = chunk[0];
        await stream.WriteAsync(chunk.AsMemory(0, 1), cancellationToken);
        if (purpose == Down)
        {
            for (var sent = 0L; sent < bytes; sent += chunk.Length)
                await stream.WriteAsync(chunk, cancellationToken);
        }

        while (await stream.ReadAsync(chunk, cancellationToken) > 0)
        {
        }

        if (purpose == Up)
            await stream.WriteAsync(chunk.AsMemory(0, 1), cancellationToken);
    }

    /// <summary>As efs-utils configures it, with the newest version of TLS that both have.</summary>
    private static string StunnelFile(string folder, int local, int port) => $"""
        foreground = quiet
        pid =
        socket = l:TCP_NODELAY=1
        socket = r:TCP_NODELAY=1
        [efs]
        client = yes
        accept = 127.0.0.1:{local}
        connect = 127.0.0.1:{port}
        verifyChain = yes
        CAfile = {folder}/ca.pem
        cert = {Directory.GetFiles(Path.Combine(folder, "efs"), "certificate.pem", SearchOption.AllDirectories)[0]}
        key = {folder}/privateKey.pem
        checkHost = {TunnelProcess.DnsName}
        TIMEOUTclose = 0
        """;

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static async Task UntilOpenAsync(int port)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (attempt < 200)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }
        }
    }

    private static void Row(string what, FormattableString value) => Console.WriteLine($"{what}: {value.ToString(CultureInfo.InvariantCulture)}");
}
