using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CsiHost.Plugins.Efs.Certificates;

/// <summary>
/// Signature Version 4 of a <see cref="ConnectRequest"/>, as the service checks it. It differs from the ordinary one: there is no blank line between
/// the headers and the list of signed headers.
/// </summary>
internal static class ConnectSignature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string Terminator = "aws4_request";
    private const string HashOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>The signature in lower-case hex.</summary>
    public static string Sign(ConnectRequest request)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalRequest(request))));
        var text = string.Join('\n', Algorithm, Timestamp(request), Scope(request), hash);
        var key = Encoding.UTF8.GetBytes("AWS4" + request.Credentials.SecretAccessKey);
        foreach (var part in new[] { Date(request), request.Region, request.Service, Terminator })
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>What is hashed and signed.</summary>
    internal static string CanonicalRequest(ConnectRequest request) =>
        string.Join('\n', "GET", "/", Query(request), "host:" + request.FileSystemId, "host", HashOfNothing);

    private static string Query(ConnectRequest request)
    {
        var query = new StringBuilder("Action=Connect");
        Add(query, "PublicKeyHash", request.PublicKeyHash);
        Add(query, "X-Amz-Algorithm", Algorithm);
        Add(query, "X-Amz-Credential", $"{request.Credentials.AccessKeyId}/{Scope(request)}");
        Add(query, "X-Amz-Date", Timestamp(request));
        Add(query, "X-Amz-Expires", "86400");
        if (request.Credentials.SessionToken is { } token)
            Add(query, "X-Amz-Security-Token", token);
        Add(query, "X-Amz-SignedHeaders", "host");
        return query.ToString();
    }

    private static void Add(StringBuilder query, string name, string value) =>
        query.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));

    private static string Scope(ConnectRequest request) => $"{Date(request)}/{request.Region}/{request.Service}/{Terminator}";

    private static string Date(ConnectRequest request) => request.Time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Timestamp(ConnectRequest request) => request.Time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
