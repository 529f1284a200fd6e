using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CsiHost.StandIns.Aws;

/// <summary>A request, read whole.</summary>
internal sealed record AwsRequest
{
    public required string Method { get; init; }

    /// <summary>Path and query exactly as they came.</summary>
    public required string RawTarget { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required byte[] Body { get; init; }

    public string Path => RawTarget.Split('?')[0];

    public IReadOnlyDictionary<string, string> Query => ParseForm(RawTarget.Contains('?', StringComparison.Ordinal) ? RawTarget[(RawTarget.IndexOf('?', StringComparison.Ordinal) + 1)..] : "");

    public static async Task<AwsRequest> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return new AwsRequest
        {
            Method = context.Request.Method,
            RawTarget = context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            Headers = context.Request.Headers.ToDictionary(static pair => pair.Key.ToLowerInvariant(), static pair => string.Join(',', pair.Value.ToArray())),
            Body = body.ToArray(),
        };
    }

    /// <summary>Reads <c>a=b&amp;c=d</c>.</summary>
    public static IReadOnlyDictionary<string, string> ParseForm(string text) => text.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(static pair => pair.Split('=', 2))
        .ToDictionary(static pair => Uri.UnescapeDataString(pair[0].Replace('+', ' ')), static pair => pair.Length > 1 ? Uri.UnescapeDataString(pair[1].Replace('+', ' ')) : "");
}
