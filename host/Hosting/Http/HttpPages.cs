using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CsiHost.Hosting.Http;

/// <summary>Answers requests with the pages of the site their connection came in on.</summary>
internal sealed class HttpPages : IHttpApplication<IFeatureCollection>
{
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        var request = context.GetRequiredFeature<IHttpRequestFeature>();
        var response = context.GetRequiredFeature<IHttpResponseFeature>();
        var aborted = context.GetRequiredFeature<IHttpRequestLifetimeFeature>().RequestAborted;
        var reply = await AnswerAsync(context.GetRequiredFeature<HttpSite>(), request, aborted);
        var body = Encoding.UTF8.GetBytes(reply.Body);
        response.StatusCode = reply.Status;
        response.Headers.ContentType = reply.ContentType;
        response.Headers.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        if (reply.Status == StatusCodes.Status405MethodNotAllowed)
            response.Headers.Allow = "GET, HEAD";
        if (!HttpMethods.IsHead(request.Method))
            await context.GetRequiredFeature<IHttpResponseBodyFeature>().Writer.WriteAsync(body, aborted);
    }

    private static async ValueTask<HttpReply> AnswerAsync(HttpSite site, IHttpRequestFeature request, CancellationToken cancellationToken)
    {
        if (!site.Pages.TryGetValue(request.Path, out var page))
            return new HttpReply(StatusCodes.Status404NotFound, $"nothing here; there is {string.Join(", ", site.Pages.Keys.Order(StringComparer.Ordinal))}\n");
        return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            ? await page(cancellationToken)
            : new HttpReply(StatusCodes.Status405MethodNotAllowed, "only GET and HEAD are answered\n");
    }
}
