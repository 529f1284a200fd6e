using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CsiHost.StandIns.Aws.S3;

/// <summary>
/// The part of S3 that makes and removes buckets and small objects, path style, on a loopback address in the test's own process. Every request must carry a
/// valid Signature Version 4. Faults on demand.
/// </summary>
public sealed class S3StandIn : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentQueue<(string Operation, S3Fault Fault)> _faults = new();
    private readonly WebApplication _app;

    private S3StandIn(string region)
    {
        Region = region;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    public Uri Endpoint { get; private set; } = new("http://localhost");

    public string Region { get; }

    /// <summary>Who may call; a bucket belongs to the account that made it.</summary>
    public AwsIdentities Identities { get; } = new();

    public S3Store Store { get; } = new();

    /// <summary>The operations that came, with what they were about.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public static async Task<S3StandIn> StartAsync(string region = "eu-west-1")
    {
        var standIn = new S3StandIn(region);
        await standIn._app.StartAsync();
        standIn.Endpoint = new Uri(standIn._app.Urls.First());
        return standIn;
    }

    /// <summary>Makes the next request of an operation (such as <c>PutBucketTagging</c>) fail.</summary>
    public void Fail(string operation, S3Fault fault) => _faults.Enqueue((operation, fault));

    /// <summary>Forgets the faults that are still to come.</summary>
    public void Heal() => _faults.Clear();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var request = await AwsRequest.ReadAsync(context);
        var call = S3Call.Parse(request);
        _requests.Enqueue($"{call.Operation} {call.Bucket}/{call.Key}");
        var signed = SigV4Verifier.Verify(request, Identities, Region, TimeProvider.System.GetUtcNow(), isPathEncodedOnce: true);
        if (signed.Code.Length > 0)
        {
            await WriteAsync(context, S3Reply.Error(403, "SignatureDoesNotMatch", signed.Message));
            return;
        }

        var fault = TakeFault(call.Operation);
        if (fault is { LosesRequest: true })
        {
            context.Abort();
            return;
        }

        var reply = fault is { Code.Length: > 0 } ? S3Reply.Error(fault.Status, fault.Code, "injected") : S3Operations.Answer(Store, signed.Identity!.Account, call);
        if (fault is { LosesAnswer: true })
            context.Abort();
        else
            await WriteAsync(context, reply, isHead: request.Method == "HEAD");
    }

    private S3Fault? TakeFault(string operation)
    {
        if (!_faults.TryPeek(out var next) || next.Operation != operation)
            return null;
        return _faults.TryDequeue(out next) ? next.Fault : null;
    }

    private static async Task WriteAsync(HttpContext context, S3Reply reply, bool isHead = false)
    {
        context.Response.StatusCode = reply.Status;
        context.Response.Headers["x-amz-request-id"] = Guid.NewGuid().ToString();
        if (reply.ETag.Length > 0)
            context.Response.Headers.ETag = reply.ETag;
        if (isHead || reply.Body.Length == 0)
            return;
        context.Response.ContentType = "application/xml";
        await context.Response.WriteAsync(reply.Body);
    }
}
