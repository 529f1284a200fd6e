using System.Globalization;
using System.Text.Json;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Aws;

namespace CsiHost.Plugins.Efs.Credentials;

/// <summary>
/// Credentials of a role for a web identity token, from STS of the mount's region. The token travels in the body, so no address that may be logged has it.
/// </summary>
internal sealed class WebIdentityCredentials(AwsEndpoints endpoints, CredentialHttp http)
{
    private const string SessionName = "efs-mount-helper";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <exception cref="CredentialException">None.</exception>
    /// <exception cref="CsiException">The crypto policy demands a FIPS endpoint, and the region has none (FailedPrecondition).</exception>
    public async ValueTask<MountCredentials> GetAsync(CredentialMethod method, string region, CancellationToken cancellationToken)
    {
        var token = await TokenFile.ReadAsync(method.File, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoints.Find(AwsService.Sts, region))
        {
            Content = new FormUrlEncodedContent(
            [
                KeyValuePair.Create("Version", "2011-06-15"),
                KeyValuePair.Create("Action", "AssumeRoleWithWebIdentity"),
                KeyValuePair.Create("RoleArn", method.Name),
                KeyValuePair.Create("RoleSessionName", SessionName),
                KeyValuePair.Create("WebIdentityToken", token),
            ]),
        };
        request.Headers.Accept.ParseAdd("application/json");
        var answer = await http.SendAsync(request, CredentialJson.Default.WebIdentityDocument, $"STS of {region}", Limit, cancellationToken);
        return answer.Response?.Result?.Credentials is { AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0, SessionToken.Length: > 0 } found
            ? new MountCredentials(method.ToString(), found.AccessKeyId, found.SecretAccessKey, found.SessionToken, ReadTime(found.Expiration))
            : throw new CredentialException($"STS of {region} did not answer with credentials");
    }

    private static DateTimeOffset? ReadTime(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var seconds) && seconds is > 0 and < 253402300800 =>
            DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)),
        JsonValueKind.String when DateTimeOffset.TryParse(
            value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        _ => null,
    };
}
