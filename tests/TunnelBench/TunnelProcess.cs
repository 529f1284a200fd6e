using System.Diagnostics;
using System.Globalization;
using CsiHost.Plugins.Efs.Credentials;
using CsiHost.Plugins.Efs.Tunnels;
using CsiHost.Plugins.Efs.Tunnels.State;
using CsiHost.Plugins.Efs.Tunnels.Stunnel;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsiHost.TunnelBench;

/// <summary>The process that is measured: nothing but tunnels.</summary>
internal static class TunnelProcess
{
    public const string DnsName = "fs-0a1b2c3d.efs.eu-west-1.amazonaws.com";

    /// <summary>Opens tunnels to a port, prints their ports and how long one took to open, and serves until its input ends.</summary>
    public static async Task<int> ServeAsync(string folder, int port, int count)
    {
        var ports = new BenchPorts(folder);
        var credentials = new BenchCredentials();
        var time = TimeProvider.System;
        var opener = new TunnelOpener(
            credentials, credentials, ports, ports, new StunnelProgram(ports, []), new EfsUtilsFolder(time), time, NullLogger<TunnelOpener>.Instance);
        var tunnels = new NodeTunnels(
            opener, new TunnelRecords(ports, NullLogger<TunnelRecords>.Instance), new EfsUtilsStateReader(NullLogger<EfsUtilsStateReader>.Instance),
            new TunnelPorts(), ports, ports, time, NullLogger<NodeTunnels>.Instance);
        await opener.WarmUpAsync(ports.Read(isS3Files: false));
        var times = new List<double>();
        var local = new List<int>();
        for (var index = 0; index < count; index++)
        {
            var started = Stopwatch.GetTimestamp();
            local.Add(await tunnels.OpenAsync(Request(folder, port, index), CancellationToken.None));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(string.Join(' ', local));
        Console.WriteLine(times[times.Count / 2].ToString(CultureInfo.InvariantCulture));
        while (await Console.In.ReadLineAsync() is { } line)
        {
            // Asked for before each look at the memory: what is garbage does not count.
            if (line == "collect")
                GC.Collect();
            Console.WriteLine("done");
        }

        return 0;
    }

    private static TunnelRequest Request(string folder, int port, int index) => new()
    {
        Target = $"/var/lib/kubelet/pods/{index}/volumes/kubernetes.io~csi/pv/mount",
        FileSystemId = "fs-0a1b2c3d",
        AccessPointId = "fsap-0a1b2c3d4e5f60718",
        Host = DnsName,
        Port = port,
        DnsName = DnsName,
        Region = "eu-west-1",
        CaFile = Path.Combine(folder, "ca.pem"),
        Iam = new CredentialRequest(),
    };
}
