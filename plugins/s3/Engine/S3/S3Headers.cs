using System.Globalization;

namespace CsiHost.S3Engine.S3;

/// <summary>What the service says in headers.</summary>
internal static class S3Headers
{
    public static string ETag(HttpResponseMessage response) => S3Errors.Header(response, "ETag")?.Trim('"') ?? "";

    public static ObjectInfo Info(HttpResponseMessage response) => new(
        ETag(response),
        response.Content.Headers.ContentLength ?? 0,
        response.Content.Headers.LastModified ?? DateTimeOffset.UnixEpoch,
        S3Errors.Header(response, "x-amz-storage-class") ?? "",
        RestoredUntil(S3Errors.Header(response, "x-amz-restore")),
        S3Errors.Header(response, "x-amz-archive-status"));

    /// <summary><c>ongoing-request="false", expiry-date="Fri, 21 Dec 2012 00:00:00 GMT"</c>.</summary>
    public static DateTimeOffset? RestoredUntil(string? header)
    {
        const string mark = "expiry-date=\"";
        var start = header?.IndexOf(mark, StringComparison.Ordinal) ?? -1;
        if (start < 0)
            return null;
        var rest = header![(start + mark.Length)..];
        var end = rest.IndexOf('"', StringComparison.Ordinal);
        return end > 0 && DateTimeOffset.TryParse(rest[..end], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
    }
}
