using System.Text.Json;
using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using CsiHost.Abstractions.Crypto;

namespace CsiHost.Plugins.S3.Provisioning.Aws;

/// <summary>
/// The driver's own identity, the first that is configured: static keys, the service account's role (IRSA), the container's credentials service (EKS Pod
/// Identity), the instance's role. Requests to these services carry secrets and go through the crypto policy's clients.
/// </summary>
internal sealed class DriverKeys(S3ProvisioningOptions options, ICryptoPolicy policy, IHttpClientFactory clients, TimeProvider time)
{
    private const string SessionName = "s3-csi-provisioner";
    private static readonly Uri Instance = new("http://169.254.169.254");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public AWSCredentials Create(string region)
    {
        if (options.AccessKeyId.Length > 0)
        {
            return options.SessionToken.Length > 0
                ? new SessionAWSCredentials(options.AccessKeyId, options.SecretAccessKey, options.SessionToken)
                : new BasicAWSCredentials(options.AccessKeyId, options.SecretAccessKey);
        }

        if (options.RoleArn.Length > 0)
            return new RenewedKeys(() => AssumeRoleAsync(region), time);
        return new RenewedKeys(options.ContainerCredentialsUri.Length > 0 ? FromContainerAsync : FromInstanceAsync, time);
    }

    private static async Task<string> ReadTokenAsync(string file)
    {
        try
        {
            // Replaced when it is renewed, so it is read each time.
            return (await File.ReadAllTextAsync(file)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CredentialsException($"the token file {file} cannot be read: {e.Message}", e);
        }
    }

    private async Task<KeyDocument> AssumeRoleAsync(string region)
    {
        var config = new AmazonSecurityTokenServiceConfig
        {
            HttpClientFactory = new PolicyHttpFactory(clients),
            RegionEndpoint = RegionEndpoint.GetBySystemName(region),
            UseFIPSEndpoint = policy.GetEndpointMode("sts", region) == EndpointMode.Fips,
            IgnoreConfiguredEndpointUrls = true,
        };
        using var sts = new AmazonSecurityTokenServiceClient(new AnonymousAWSCredentials(), config);
        var request = new AssumeRoleWithWebIdentityRequest
        {
            RoleArn = options.RoleArn,
            RoleSessionName = SessionName,
            WebIdentityToken = await ReadTokenAsync(options.WebIdentityTokenFile),
        };
        try
        {
            var keys = (await sts.AssumeRoleWithWebIdentityAsync(request)).Credentials;
            return new KeyDocument
            {
                AccessKeyId = keys.AccessKeyId,
                SecretAccessKey = keys.SecretAccessKey,
                Token = keys.SessionToken,
                ExpiresAt = keys.Expiration is { } end ? new DateTimeOffset(end.ToUniversalTime()) : null,
            };
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            throw new CredentialsException($"the role {options.RoleArn} cannot be assumed: {e.Message}", e);
        }
    }

    private async Task<KeyDocument> FromContainerAsync()
    {
        var token = options.ContainerAuthorizationTokenFile.Length > 0 ? await ReadTokenAsync(options.ContainerAuthorizationTokenFile) : "";
        return ReadKeys(await SendAsync(HttpMethod.Get, new Uri(options.ContainerCredentialsUri), token.Length > 0 ? [("Authorization", token)] : []));
    }

    private async Task<KeyDocument> FromInstanceAsync()
    {
        const string Roles = "/latest/meta-data/iam/security-credentials/";
        var token = await SendAsync(HttpMethod.Put, new Uri(Instance, "/latest/api/token"), [("X-aws-ec2-metadata-token-ttl-seconds", "300")]);
        var role = (await SendAsync(HttpMethod.Get, new Uri(Instance, Roles), [("X-aws-ec2-metadata-token", token)])).Split('\n')[0].Trim();
        return ReadKeys(await SendAsync(HttpMethod.Get, new Uri(Instance, Roles + role), [("X-aws-ec2-metadata-token", token)]));
    }

    private async Task<string> SendAsync(HttpMethod method, Uri address, IReadOnlyList<(string Name, string Value)> headers)
    {
        using var client = clients.CreateClient("s3-credentials");
        client.Timeout = Limit;
        using var request = new HttpRequestMessage(method, address);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var response = await client.SendAsync(request);
            return response.IsSuccessStatusCode
                ? await response.Content.ReadAsStringAsync()
                : throw new CredentialsException($"the credentials service at {address.Host} answered {(int)response.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            throw new CredentialsException($"the driver has no credentials: none are configured, and the credentials service at {address.Host} does not answer", e);
        }
    }

    private static KeyDocument ReadKeys(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, KeyDocumentJson.Default.KeyDocument) is { AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0 } keys
                ? keys
                : throw new CredentialsException("the credentials service answered without keys");
        }
        catch (JsonException e)
        {
            // The text may hold keys, so it is not shown.
            throw new CredentialsException("the credentials service answered with what is no credentials document", e);
        }
    }
}
