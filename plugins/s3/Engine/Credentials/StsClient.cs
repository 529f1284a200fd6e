using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsiHost.S3Engine.Hosting;
using CsiHost.S3Engine.S3;

namespace CsiHost.S3Engine.Credentials;

/// <summary>The two calls of the Security Token Service that give credentials. Without a region, the global endpoint answers.</summary>
internal sealed class StsClient(HttpMessageInvoker http, EngineEnvironment environment, string? region, bool fips, TimeProvider time)
{
    public Task<AwsCredentials> AssumeWithWebIdentityAsync(string role, string session, string token, CancellationToken cancellation) =>
        CallAsync(new() { ["Action"] = "AssumeRoleWithWebIdentity", ["RoleArn"] = role, ["RoleSessionName"] = session, ["WebIdentityToken"] = token }, null, cancellation);

    public async Task<AwsCredentials> AssumeAsync(ICredentialSource below, string role, string session, string? externalId, CancellationToken cancellation)
    {
        var parameters = new SortedList<string, string> { ["Action"] = "AssumeRole", ["RoleArn"] = role, ["RoleSessionName"] = session };
        if (externalId is not null)
            parameters["ExternalId"] = externalId;
        return await CallAsync(parameters, await below.GetAsync(cancellation), cancellation);
    }

    private Uri Endpoint
    {
        get
        {
            if (environment["AWS_ENDPOINT_URL_STS"] is { } custom)
                return FlagUrl(custom);
            if (region is null)
                return new Uri(fips ? "https://sts-fips.us-east-1.amazonaws.com" : "https://sts.amazonaws.com");
            var suffix = region.StartsWith("cn-", StringComparison.Ordinal) ? "amazonaws.com.cn" : "amazonaws.com";
            // The endpoints of the US government's regions are FIPS endpoints under the plain name.
            var name = fips && !region.StartsWith("us-gov-", StringComparison.Ordinal) ? "sts-fips" : "sts";
            return new Uri($"https://{name}.{region}.{suffix}");
        }
    }

    private static Uri FlagUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? url : throw new EngineException($"AWS_ENDPOINT_URL_STS='{text}' is not an http or https URL");

    private async Task<AwsCredentials> CallAsync(SortedList<string, string> parameters, AwsCredentials? signer, CancellationToken cancellation)
    {
        parameters["Version"] = "2011-06-15";
        var body = Encoding.UTF8.GetBytes(string.Join('&', parameters.Select(pair => $"{pair.Key}={UriText.Encode(pair.Value)}")));
        var endpoint = Endpoint;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, "/")) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("content-type", "application/x-www-form-urlencoded; charset=utf-8");
        if (signer is not null)
        {
            var headers = new SortedList<string, string>(StringComparer.Ordinal) { ["host"] = endpoint.Authority };
            new SigV4("sts", region ?? "us-east-1", time).Sign(signer, "POST", "/", "", Convert.ToHexStringLower(SHA256.HashData(body)), headers);
            foreach (var (name, value) in headers.Where(header => header.Key != "host"))
                request.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await http.SendAsync(request, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        if (!response.IsSuccessStatusCode)
        {
            var (code, message, _) = S3Errors.Parse(text, response.ReasonPhrase ?? "");
            throw new S3Exception(parameters["Action"], response.StatusCode, code, message);
        }
        return new AwsCredentials(S3Xml.First(text, "AccessKeyId"), S3Xml.First(text, "SecretAccessKey"), S3Xml.First(text, "SessionToken"),
            DateTimeOffset.Parse(S3Xml.First(text, "Expiration"), CultureInfo.InvariantCulture));
    }
}
