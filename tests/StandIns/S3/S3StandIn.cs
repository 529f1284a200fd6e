using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CsiHost.StandIns.S3;

/// <summary>
/// One bucket of S3 in memory, with path-style addresses: listing, ranged and conditional reads, uploads whole and in parts, appends and renames where the
/// bucket's kind has them. It keeps every request for the test, and fails when told to.
/// </summary>
public sealed class S3StandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<S3Request> _requests = new();

    private S3StandIn(WebApplication app, S3StandInOptions options) => (_app, Options) = (app, options);

    public S3StandInOptions Options { get; }
    public S3Store Store { get; } = new();
    public ConcurrentQueue<S3Fault> Faults { get; } = new();
    /// <summary>The region that refusals name as the bucket's.</summary>
    public string? RegionHeader { get; set; }

    public Uri Address { get; private set; } = null!;

    public IReadOnlyList<S3Request> Requests => [.. _requests];

    /// <summary>The requests since the last call.</summary>
    public List<S3Request> TakeRequests()
    {
        var taken = new List<S3Request>();
        while (_requests.TryDequeue(out var request))
            taken.Add(request);
        return taken;
    }

    public static async Task<S3StandIn> StartAsync(S3StandInOptions? options = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
        });
        var app = builder.Build();
        var standIn = new S3StandIn(app, options ?? new S3StandInOptions());
        app.Run(context => standIn.ServeAsync(context));
        await app.StartAsync();
        standIn.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return standIn;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var call = S3Call.Read(context, Options.Bucket);
        _requests.Enqueue(call.Request);
        var fault = Faults.FirstOrDefault(candidate => candidate.Takes(call.Request));
        if (fault?.HoldUntil is { } hold)
            await hold.WaitAsync(context.RequestAborted);
        if (fault?.Status is { } status)
        {
            await S3Answers.ErrorAsync(context, status, fault.Code, "as the test asked");
            return;
        }
        if (call.Bucket != Options.Bucket)
        {
            await S3Answers.ErrorAsync(context, 404, "NoSuchBucket", "there is no such bucket");
            return;
        }
        if (Options.Refuse?.Invoke(call.Request) is var (refusal, code) && refusal != 0)
        {
            if (RegionHeader is not null)
                context.Response.Headers["x-amz-bucket-region"] = RegionHeader;
            await S3Answers.ErrorAsync(context, refusal, code, "refused");
            return;
        }
        await new S3Handler(this, context, call, fault).HandleAsync();
    }
}
