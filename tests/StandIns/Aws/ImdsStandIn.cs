using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CsiHost.StandIns.Aws;

/// <summary>An instance metadata service: session tokens that can be demanded, refused, forgotten or not answered, and values by path.</summary>
public sealed class ImdsStandIn : IAsyncDisposable
{
    private const string TokenHeader = "X-aws-ec2-metadata-token";
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly CancellationTokenSource _stopping = new();
    private int _tokens;

    private ImdsStandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>Values by their path below <c>/latest/</c>.</summary>
    public ConcurrentDictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether requests without a token of now are refused (401).</summary>
    public bool RequiresToken { get; set; }

    /// <summary>Whether token requests get no answer, as where the hop limit is too small.</summary>
    public bool IsSilentOnTokens { get; set; }

    /// <summary>Whether token requests are refused (403).</summary>
    public bool RefusesTokens { get; set; }

    /// <summary>What was asked, as <c>METHOD path token</c>.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public static async Task<ImdsStandIn> StartAsync()
    {
        var standIn = new ImdsStandIn();
        await standIn._app.StartAsync();
        standIn.Address = new Uri(standIn._app.Urls.First());
        return standIn;
    }

    /// <summary>Tokens given out so far are not good any more.</summary>
    public void ForgetTokens() => Interlocked.Increment(ref _tokens);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private string CurrentToken => $"token-{Volatile.Read(ref _tokens)}";

    private async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!["/latest/".Length..];
        var token = context.Request.Headers[TokenHeader].ToString();
        _requests.Enqueue($"{context.Request.Method} {path} {token}".TrimEnd());
        if (context.Request.Method == "PUT" && path == "api/token")
        {
            await AnswerTokenAsync(context);
            return;
        }

        if (RequiresToken && token != CurrentToken)
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else if (Values.TryGetValue(path, out var value))
            await context.Response.WriteAsync(value);
        else
            context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task AnswerTokenAsync(HttpContext context)
    {
        if (IsSilentOnTokens)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, context.RequestAborted);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
        else if (RefusesTokens || context.Request.Headers[TokenHeader + "-ttl-seconds"] != "21600")
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else
        {
            await context.Response.WriteAsync(CurrentToken);
        }
    }
}
