using System.Net;
using System.Xml;

namespace CsiHost.S3Engine.S3;

/// <summary>Reads the service's error documents.</summary>
internal static class S3Errors
{
    private const int LongestBody = 64 * 1024;

    public static bool IsExpired(S3Exception failure) => failure.Code is "ExpiredToken" or "ExpiredTokenException" or "TokenRefreshRequired" or "RequestExpired";

    public static async Task<S3Exception> ReadAsync(string operation, HttpResponseMessage response, CancellationToken cancellation)
    {
        var (code, message, region) = ("", response.ReasonPhrase ?? "", Header(response, "x-amz-bucket-region"));
        if (response.Content.Headers.ContentLength is not > LongestBody)
        {
            var body = await response.Content.ReadAsStringAsync(cancellation);
            (code, message, var named) = Parse(body, message);
            region ??= named;
        }
        if (code.Length == 0)
            code = Fallback(response.StatusCode);
        return new S3Exception(operation, response.StatusCode, code, message) { BucketRegion = region };
    }

    /// <summary>Code, message and region of an error document; a body that is none leaves them as they are.</summary>
    public static (string Code, string Message, string? Region) Parse(string body, string message)
    {
        var (code, region) = ("", (string?)null);
        try
        {
            using var reader = XmlReader.Create(new StringReader(body), S3Xml.Settings);
            while (reader.Read())
            {
                switch (reader.NodeType == XmlNodeType.Element ? reader.LocalName : "")
                {
                    case "Code": code = reader.ReadString(); break;
                    case "Message": message = reader.ReadString(); break;
                    case "Region": region = reader.ReadString(); break;
                    default: break;
                }
            }
        }
        catch (XmlException)
        {
        }
        return (code, message, region);
    }

    public static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static string Fallback(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound => "NotFound",
        HttpStatusCode.Forbidden => "AccessDenied",
        HttpStatusCode.PreconditionFailed => "PreconditionFailed",
        HttpStatusCode.ServiceUnavailable => "SlowDown",
        _ => "Unknown",
    };
}
