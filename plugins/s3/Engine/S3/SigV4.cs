using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsiHost.S3Engine.Credentials;

namespace CsiHost.S3Engine.S3;

/// <summary>
/// AWS Signature Version 4 over HMAC-SHA-256, which is OpenSSL's. The day's signing key is kept: it costs four of the six HMACs.
/// </summary>
internal sealed class SigV4(string service, string region, TimeProvider time)
{
    public const string UnsignedPayload = "UNSIGNED-PAYLOAD";
    public const string EmptyPayload = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private volatile DayKey? _key;

    /// <summary>
    /// Adds the date, the token and the Authorization header. <paramref name="headers"/> holds, in lower case, what is to be signed beside them.
    /// <paramref name="query"/> is already encoded and sorted.
    /// </summary>
    public void Sign(AwsCredentials credentials, string method, string path, string query, string payloadHash, SortedList<string, string> headers,
        string tokenHeader = "x-amz-security-token")
    {
        var now = time.GetUtcNow();
        var date = now.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var stamp = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        headers["x-amz-date"] = stamp;
        if (credentials.SessionToken is { } token)
            headers[tokenHeader] = token;
        var names = string.Join(';', headers.Keys);
        var canonical = Canonical(method, path, query, payloadHash, headers, names);
        var scope = $"{date}/{region}/{service}/aws4_request";
        var toSign = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signature = Hex(HMACSHA256.HashData(KeyOf(credentials, date), Encoding.UTF8.GetBytes(toSign)));
        headers["authorization"] = $"AWS4-HMAC-SHA256 Credential={credentials.AccessKey}/{scope}, SignedHeaders={names}, Signature={signature}";
    }

    private static string Canonical(string method, string path, string query, string payloadHash, SortedList<string, string> headers, string names)
    {
        var text = new StringBuilder(512).Append(method).Append('\n').Append(path).Append('\n').Append(query).Append('\n');
        foreach (var (name, value) in headers)
            text.Append(name).Append(':').Append(value.AsSpan().Trim()).Append('\n');
        return text.Append('\n').Append(names).Append('\n').Append(payloadHash).ToString();
    }

    private byte[] KeyOf(AwsCredentials credentials, string date)
    {
        if (_key is { } known && known.Date == date && ReferenceEquals(known.Credentials, credentials))
            return known.Key;
        var key = Hmac(Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("AWS4" + credentials.SecretKey), date), region), service), "aws4_request");
        _key = new DayKey(credentials, date, key);
        return key;
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private sealed record DayKey(AwsCredentials Credentials, string Date, byte[] Key);
}
