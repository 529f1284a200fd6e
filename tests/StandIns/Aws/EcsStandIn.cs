using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CsiHost.StandIns.Aws;

/// <summary>
/// The small HTTP services that a container finds: the ECS task metadata and credentials endpoints, the Pod Identity agent, and STS for web identities. Each
/// answers a text by path, and may ask for a header or hold the answer back.
/// </summary>
public sealed class EcsStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<EcsRequestRecord> _requests = new();
    private readonly CancellationTokenSource _stopping = new();

    private EcsStandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>Answers by path; what is not here is 404.</summary>
    public ConcurrentDictionary<string, string> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>The value that <c>Authorization</c> must have; null takes any.</summary>
    public string? Authorization { get; set; }

    /// <summary>Whether nothing is answered at all.</summary>
    public bool IsSilent { get; set; }

    public IReadOnlyList<EcsRequestRecord> Requests => [.. _requests];

    public static async Task<EcsStandIn> StartAsync()
    {
        var standIn = new EcsStandIn();
        await standIn._app.StartAsync();
        standIn.Address = new Uri(standIn._app.Urls.First());
        return standIn;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var form = request.HasFormContentType ? await request.ReadFormAsync() : FormCollection.Empty;
        _requests.Enqueue(new EcsRequestRecord(
            request.Method, request.Path.Value ?? "", request.QueryString.Value ?? "", form.ToDictionary(field => field.Key, field => field.Value.ToString())));
        if (IsSilent)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, context.RequestAborted);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
        else if (Authorization is not null && request.Headers.Authorization != Authorization)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (Answers.TryGetValue(request.Path.Value ?? "", out var answer))
        {
            await context.Response.WriteAsync(answer);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
