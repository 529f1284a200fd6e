using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CsiHost.StandIns.MountTargets;

/// <summary>The signature of a connect request in a client's certificate.</summary>
/// <param name="AccessKeyId">Whose key.</param>
/// <param name="Signature">Lower-case hex.</param>
/// <param name="Time">When it was signed.</param>
/// <param name="SessionToken">The token of temporary credentials.</param>
public sealed record ConnectProof(string AccessKeyId, string Signature, DateTimeOffset Time, string? SessionToken)
{
    /// <summary>Computes the signature anew, as the service does, from what it knows: the secret and the key that the client proved to own.</summary>
    public bool IsSignedWith(string secret, string fileSystemId, string publicKeyHash, string region, string service)
    {
        var date = Time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var stamp = Time.UtcDateTime.ToString("yyyyMMddTHHmmssZ", CultureInfo.InvariantCulture);
        var scope = $"{date}/{region}/{service}/aws4_request";
        var query = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Action"] = "Connect",
            ["PublicKeyHash"] = publicKeyHash,
            ["X-Amz-Algorithm"] = "AWS4-HMAC-SHA256",
            ["X-Amz-Credential"] = $"{AccessKeyId}/{scope}",
            ["X-Amz-Date"] = stamp,
            ["X-Amz-Expires"] = "86400",
            ["X-Amz-SignedHeaders"] = "host",
        };
        if (SessionToken is not null)
            query["X-Amz-Security-Token"] = SessionToken;
        var text = string.Join('&', query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        var canonical = $"GET\n/\n{text}\nhost:{fileSystemId}\nhost\n{Hex(SHA256.HashData([]))}";
        var toSign = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), (current, part) => HMACSHA256.HashData(current, Encoding.UTF8.GetBytes(part)));
        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign))) == Signature;
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
