using System.Globalization;
using System.Security;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace CsiHost.StandIns.S3;

/// <summary>Bodies and headers of the service's answers.</summary>
internal static class S3Answers
{
    public static Task ErrorAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : XmlAsync(context, $"<Error><Code>{code}</Code><Message>{message}</Message></Error>");
    }

    public static async Task XmlAsync(HttpContext context, string xml)
    {
        var bytes = Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml);
        context.Response.ContentType = "application/xml";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes);
    }

    public static string Listing(IEnumerable<(string Key, StoredObject? Object)> lines, string? next)
    {
        var xml = new StringBuilder("<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        xml.Append("<IsTruncated>").Append(next is null ? "false" : "true").Append("</IsTruncated>");
        foreach (var (key, stored) in lines)
        {
            if (stored is null)
            {
                xml.Append("<CommonPrefixes><Prefix>").Append(Encode(key)).Append("</Prefix></CommonPrefixes>");
                continue;
            }
            xml.Append("<Contents><Key>").Append(Encode(key)).Append("</Key><LastModified>").Append(stored.Modified.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
                .Append("</LastModified><ETag>&quot;").Append(stored.ETag).Append("&quot;</ETag><Size>").Append(stored.Content.Length).Append("</Size><StorageClass>")
                .Append(SecurityElement.Escape(stored.StorageClass)).Append("</StorageClass></Contents>");
        }
        if (next is not null)
            xml.Append("<NextContinuationToken>").Append(Convert.ToHexString(Encoding.UTF8.GetBytes(next))).Append("</NextContinuationToken>");
        return xml.Append("</ListBucketResult>").ToString();
    }

    public static void Describe(HttpResponse response, StoredObject stored)
    {
        response.Headers.ETag = $"\"{stored.ETag}\"";
        response.Headers.LastModified = stored.Modified.ToString("R", CultureInfo.InvariantCulture);
        response.ContentType = stored.ContentType;
        response.Headers.AcceptRanges = "bytes";
        foreach (var name in new[] { "x-amz-storage-class", "x-amz-restore", "x-amz-archive-status" })
        {
            if (stored.Headers.TryGetValue(name, out var value))
                response.Headers[name] = value;
        }
    }

    /// <summary>As form data: a space is a plus.</summary>
    private static string Encode(string key) => Uri.EscapeDataString(key).Replace("%20", "+", StringComparison.Ordinal).Replace("%2F", "/", StringComparison.Ordinal);
}
