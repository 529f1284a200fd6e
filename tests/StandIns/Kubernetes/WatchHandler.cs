using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace CsiHost.StandIns.Kubernetes;

/// <summary>Follows a collection from a version on.</summary>
internal sealed class WatchHandler(KubernetesStandIn standIn)
{
    public async Task RunAsync(HttpContext context, RequestRecord request, Fault? fault, CancellationToken cancellationToken)
    {
        var version = long.Parse(request.Query.GetValueOrDefault("resourceVersion", "0"), CultureInfo.InvariantCulture);
        var isExpired = version < standIn.Store.Compacted;
        if (isExpired && !standIn.ExpiresByEvent)
            throw ApiErrorException.Expired("resource version");
        request.StatusCode = 200;
        context.Response.ContentType = "application/json";
        standIn.CountWatch(1);
        try
        {
            if (fault?.Kind == FaultKind.WatchLine)
                await WriteAsync(context, fault.Body, cancellationToken);
            if (isExpired)
                await WriteAsync(context, Line("ERROR", ApiErrorException.Expired("resource version").ToStatus()), cancellationToken);
            else
                await FollowAsync(context, request, fault, version, cancellationToken);
        }
        finally
        {
            standIn.CountWatch(-1);
        }
    }

    private static string Line(string kind, JsonNode value) => new JsonObject { ["type"] = kind, ["object"] = value }.ToJsonString();

    /// <summary>The line for a write, seen through selectors: an object that no longer matches is deleted to the follower.</summary>
    private static string? Line(StoredEvent stored, Selectors selectors)
    {
        var before = stored.Before is { } old && selectors.Match(old);
        var after = !stored.IsDeletion && selectors.Match(stored.After);
        if (!before && !after)
            return null;
        return Line(before ? after ? "MODIFIED" : "DELETED" : "ADDED", JsonObject.Create(stored.After)!);
    }

    private static async Task WriteAsync(HttpContext context, string line, CancellationToken cancellationToken) =>
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), cancellationToken);

    private async Task FollowAsync(
        HttpContext context, RequestRecord request, Fault? fault, long version, CancellationToken cancellationToken)
    {
        var selectors = new Selectors(request.Query.GetValueOrDefault("labelSelector", ""), request.Query.GetValueOrDefault("fieldSelector", ""));
        var (bookmarks, ends) = (standIn.BookmarkRound, standIn.EndRound);
        var seconds = int.Parse(request.Query.GetValueOrDefault("timeoutSeconds", "1800"), CultureInfo.InvariantCulture);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timeout = Task.Delay(TimeSpan.FromSeconds(seconds), standIn.Clock, time.Token);
        while (true)
        {
            var isEnd = ends != standIn.EndRound || timeout.IsCompletedSuccessfully;
            var isBookmark = (isEnd || bookmarks != standIn.BookmarkRound) && request.Query.GetValueOrDefault("allowWatchBookmarks") == "true";
            bookmarks = standIn.BookmarkRound;
            var (now, events, changed) = standIn.Store.Since(version);
            foreach (var line in events.Where(stored => request.Resource.Contains(stored.Address)).Select(stored => Line(stored, selectors)))
            {
                for (var copy = 0; line is not null && copy < (fault?.Kind == FaultKind.Twice ? 2 : 1); copy++)
                    await WriteAsync(context, line, cancellationToken);
            }

            version = now;
            if (isBookmark)
                await WriteAsync(context, Bookmark(request.Resource, version), cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
            if (isEnd)
                break;
            await Task.WhenAny(changed, timeout);
            cancellationToken.ThrowIfCancellationRequested();
        }

        await time.CancelAsync();
    }

    private static string Bookmark(ResourceAddress resource, long version) => Line("BOOKMARK", new JsonObject
    {
        ["apiVersion"] = resource.ApiVersion,
        ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture), ["creationTimestamp"] = null },
    });
}
