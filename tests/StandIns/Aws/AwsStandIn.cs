using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace CsiHost.StandIns.Aws;

/// <summary>
/// EFS, S3 Files, EC2 and STS on one loopback address in the test's own process. Every request but the one that exchanges a web identity must
/// carry a valid Signature Version 4. Faults on demand: refusals, throttling, delays, quotas, lost answers.
/// </summary>
public sealed class AwsStandIn : IAsyncDisposable
{
    private readonly ConcurrentQueue<AwsRequestRecord> _requests = new();
    private readonly WebApplication _app;

    private AwsStandIn(string region, TimeProvider clock)
    {
        (Region, Clock) = (region, clock);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(new AwsRouter(this).HandleAsync);
    }

    public Uri Endpoint { get; private set; } = new("http://localhost");

    public string Region { get; }

    public TimeProvider Clock { get; }

    /// <summary>Who may call; the account of the first is the default.</summary>
    public AwsIdentities Identities { get; } = new();

    public AwsFaults Faults { get; } = new();

    public EfsStore Efs { get; } = new();

    public EfsStore S3Files { get; } = new();

    /// <summary>Name and id of the region's zones.</summary>
    public IList<(string Name, string Id)> Zones { get; } = [("us-east-1a", "use1-az1"), ("us-east-1b", "use1-az2"), ("us-east-1c", "use1-az3")];

    /// <summary>What was asked, in the order it came.</summary>
    public IReadOnlyList<AwsRequestRecord> Requests => [.. _requests];

    public static async Task<AwsStandIn> StartAsync(string region = "us-east-1", TimeProvider? clock = null)
    {
        var standIn = new AwsStandIn(region, clock ?? TimeProvider.System);
        await standIn._app.StartAsync();
        standIn.Endpoint = new Uri(standIn._app.Urls.First());
        return standIn;
    }

    /// <summary>How often an operation was asked for.</summary>
    public int Count(string operation) => _requests.Count(request => request.Operation == operation);

    public void Forget() => _requests.Clear();

    public async ValueTask DisposeAsync()
    {
        Faults.Release();
        await _app.DisposeAsync();
    }

    internal void Record(AwsRequestRecord request) => _requests.Enqueue(request);
}
