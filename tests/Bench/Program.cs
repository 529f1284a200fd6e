using System.Globalization;
using CsiHost.Bench;
using CsiHost.Rpc.Proto;
using Spectre.Console;

if (args is not ["--host", var hostFolder, .. var rest] || rest is not ([] or ["--quick"]))
{
    Console.Error.WriteLine("usage: CsiHost.Bench --host FOLDER [--quick]; ./bench.sh calls it");
    return 2;
}

var calls = rest.Length > 0 ? 20_000 : 1_000_000;
var probe = new LoadCall("Probe", "/csi.v1.Identity/Probe", new ProbeRequest());
LoadCall[] loads =
[
    probe,
    new("NodeGetInfo", "/csi.v1.Node/NodeGetInfo", new NodeGetInfoRequest()),
    new("refused NodePublishVolume", "/csi.v1.Node/NodePublishVolume", new NodePublishVolumeRequest { VolumeId = "v" }, succeeds: false),
];
var table = new Table().RoundedBorder().AddColumns("what", "here", "the peers");
if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 160;

await using var host = new HostUnderLoad(hostFolder);
var starts = new List<double>();
for (var i = 0; i < 9; i++)
{
    await host.StopAsync();
    starts.Add((await host.StartAsync(probe)).TotalMilliseconds);
}

starts.Sort();
Row("start to first Probe, median", $"{starts[starts.Count / 2]:F0} ms (best {starts[0]:F0})");
Row("resident, idle", $"{Resident()}");
using (var connection = new LoadConnection(host.Socket))
{
    foreach (var load in loads)
    {
        // Tiered compilation settles within the first thousands of calls; the figures are of the state after it.
        LoadRun.Measure(connection, load, 30_000, 16);
        foreach (var inFlight in new[] { 1, 16 })
        {
            var result = LoadRun.Measure(connection, load, Math.Min(calls, 50_000), inFlight);
            Row($"{load.Name}, {inFlight} in flight",
                $"{result.CallsPerSecond:N0}/s, p50 {result.MedianMicroseconds:F0} us, p99 {result.P99Microseconds:F0} us");
        }
    }

    foreach (var part in new[] { "resident after load", "resident after as many calls again" })
    {
        LoadRun.Measure(connection, probe, calls, 16);
        Row(part, $"{Resident()}, {calls:N0} calls");
    }
}

using (var bench = new PublishBench(host))
{
    foreach (var (call, milliseconds) in await bench.RunAsync(rest.Length > 0 ? 20 : 200, CancellationToken.None))
        Row($"{call} (local), median", $"{milliseconds:F2} ms");
}

if (Path.Combine(hostFolder, "bin", "aws-s3-csi-mounter") is var mounter && File.Exists(mounter))
{
    using var bench = new MounterBench(mounter);
    var (milliseconds, megabytes) = await bench.RunAsync(9);
    Row("S3 mounter, start to listening, median", $"{milliseconds:F1} ms");
    Row("S3 mounter, resident", $"{megabytes:F1} MB");
}

var size = Directory.EnumerateFiles(hostFolder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
Row("published folder", $"{size / 1e6:F0} MB");
AnsiConsole.Write(table);
return 0;

string Resident() => $"{host.Memory("VmRSS"):F1} MB (anonymous {host.Memory("RssAnon"):F1}, file {host.Memory("RssFile"):F1}, shared {host.Memory("RssShmem"):F1})";

void Row(string what, FormattableString here)
{
    var text = here.ToString(CultureInfo.InvariantCulture);
    Console.WriteLine($"{what}: {text}");
    table.AddRow(Markup.Escape(what), Markup.Escape(text), Markup.Escape(Peers.Figures.GetValueOrDefault(what, "")));
}
