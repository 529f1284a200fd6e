using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CsiHost.StandIns.Aws;

/// <summary>Checks AWS Signature Version 4 in a request's Authorization header, written from the algorithm's description alone.</summary>
internal static class SigV4Verifier
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    /// <summary>Says who signed and for which service.</summary>
    /// <param name="request">The request.</param>
    /// <param name="identities">The keys that are known.</param>
    /// <param name="region">The region that must have been signed for.</param>
    /// <param name="now">The server's time.</param>
    /// <param name="isPathEncodedOnce">Whether the path is signed as it was sent, as S3 wants it; other services encode each segment once more.</param>
    public static SigV4Result Verify(AwsRequest request, AwsIdentities identities, string region, DateTimeOffset now, bool isPathEncodedOnce = false)
    {
        if (!request.Headers.TryGetValue("authorization", out var authorization) || Parse(authorization) is not { } parts)
            return SigV4Result.Refuse("MissingAuthenticationToken", "the request has no Authorization header of " + Algorithm);
        var scope = parts.Credential.Split('/');
        if (scope is not [var key, var day, var scopeRegion, var service, "aws4_request"])
            return SigV4Result.Refuse("IncompleteSignature", "the credential scope is malformed");
        if (identities.Find(key) is not { } identity)
            return SigV4Result.Refuse("UnrecognizedClientException", "the access key is not known");
        if (identity.ExpiresAt <= now)
            return SigV4Result.Refuse("ExpiredTokenException", "the security token has expired");
        var stamp = request.Headers.GetValueOrDefault("x-amz-date", "");
        if (!DateTimeOffset.TryParseExact(stamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            || (time - now).Duration() > Skew || !stamp.StartsWith(day, StringComparison.Ordinal))
            return SigV4Result.Refuse("InvalidSignatureException", $"the date {stamp} is missing, unreadable or too far from now");
        if (scopeRegion != region)
            return SigV4Result.Refuse("InvalidSignatureException", $"the credential scope has the region {scopeRegion} instead of {region}");
        if (request.Headers.GetValueOrDefault("x-amz-security-token", "") != identity.SessionToken)
            return SigV4Result.Refuse("UnrecognizedClientException", "the security token is not the one of the key");
        if (!parts.SignedHeaders.Contains("host") || !parts.SignedHeaders.Contains("x-amz-date")
            || (identity.SessionToken.Length > 0 && !parts.SignedHeaders.Contains("x-amz-security-token")))
            return SigV4Result.Refuse("InvalidSignatureException", "host, x-amz-date and the security token must be signed");
        var payload = Hex(SHA256.HashData(request.Body));
        if (request.Headers.TryGetValue("x-amz-content-sha256", out var declared) && declared != payload)
            return SigV4Result.Refuse("InvalidSignatureException", "x-amz-content-sha256 is not the hash of the body");
        var path = isPathEncodedOnce ? request.Path : string.Join('/', request.Path.Split('/').Select(Encode));
        var canonical = Canonical(request, path, parts.SignedHeaders, payload);
        var toSign = $"{Algorithm}\n{stamp}\n{day}/{scopeRegion}/{service}/aws4_request\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        return Hex(Mac(SigningKey(identity.SecretAccessKey, day, scopeRegion, service), toSign)) == parts.Signature
            ? new SigV4Result { AccessKeyId = key, Identity = identity, Service = service }
            : SigV4Result.Refuse("InvalidSignatureException", "the signature does not match; canonical request:\n" + canonical);
    }

    private static (string Credential, string[] SignedHeaders, string Signature)? Parse(string header)
    {
        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
            return null;
        var fields = header[(Algorithm.Length + 1)..].Split(',').Select(static field => field.Trim().Split('=', 2))
            .Where(static field => field.Length == 2).ToDictionary(static field => field[0], static field => field[1]);
        return fields.TryGetValue("Credential", out var credential) && fields.TryGetValue("SignedHeaders", out var headers)
            && fields.TryGetValue("Signature", out var signature)
            ? (credential, headers.Split(';'), signature)
            : null;
    }

    private static string Canonical(AwsRequest request, string path, string[] signedHeaders, string payload)
    {
        var query = string.Join('&', request.Query.Select(static pair => (Name: Encode(pair.Key), Value: Encode(pair.Value)))
            .OrderBy(static pair => pair.Name, StringComparer.Ordinal).Select(static pair => $"{pair.Name}={pair.Value}"));
        var headers = string.Concat(signedHeaders.Select(name => $"{name}:{Trim(request.Headers.GetValueOrDefault(name, ""))}\n"));
        return $"{request.Method}\n{path}\n{query}\n{headers}\n{string.Join(';', signedHeaders)}\n{payload}";
    }

    private static string Trim(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Encode(string text) => Uri.EscapeDataString(text);

    private static byte[] SigningKey(string secret, string day, string region, string service) =>
        Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes("AWS4" + secret), day), region), service), "aws4_request");

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
