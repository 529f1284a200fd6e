using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using CsiHost.Telemetry.Export;
using CsiHost.Tests.Rpc;

namespace CsiHost.Tests.Export;

public sealed class OtlpExportTests
{
    [Fact]
    public async Task Start_HttpCollector_ReceivesTheMetrics()
    {
        using var collector = new HttpListener();
        var address = $"http://127.0.0.1:{FreePort()}/";
        collector.Prefixes.Add(address);
        collector.Start();
        var received = AnswerOneAsync(collector);

        using (OtlpExport.Start(new Uri(address), isGrpc: false, "1.2.3"))
        {
            using var meter = new Meter("CsiHost.Plugin.otlp");
            meter.CreateCounter<long>("csihost_sent_to_collector").Add(1);
        }

        var (path, body) = await received.WaitAsync(Limits.Wait);
        path.ShouldBe("/v1/metrics");
        body.ShouldContain("csihost_sent_to_collector");
        body.ShouldContain("csi-host");
    }

    private static async Task<(string Path, string Body)> AnswerOneAsync(HttpListener collector)
    {
        var context = await collector.GetContextAsync();
        using var reader = new StreamReader(context.Request.InputStream, Encoding.Latin1);
        var body = await reader.ReadToEndAsync();
        context.Response.StatusCode = 200;
        context.Response.Close();
        return (context.Request.Url!.AbsolutePath, body);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
