using CsiHost.S3Engine.Hosting;

namespace CsiHost.S3Engine.Credentials;

/// <summary>The instance metadata service, version 2: credentials of the instance's role, and its region.</summary>
internal sealed class InstanceMetadata(HttpMessageInvoker http, Uri endpoint, TimeProvider time) : ICredentialSource
{
    private const string Roles = "/latest/meta-data/iam/security-credentials/";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Null: switched off by the environment.</summary>
    public static InstanceMetadata? From(EngineEnvironment environment, HttpMessageInvoker http, TimeProvider time) =>
        environment["AWS_EC2_METADATA_DISABLED"] is { } value && !value.Equals("false", StringComparison.OrdinalIgnoreCase) ? null
            : new InstanceMetadata(http, new Uri(environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] ?? "http://169.254.169.254"), time);

    public async ValueTask<AwsCredentials> GetAsync(CancellationToken cancellation)
    {
        var token = await TokenAsync(cancellation);
        var role = (await ReadAsync(Roles, token, cancellation)).Split('\n')[0].Trim();
        return CredentialJson.Parse(await ReadAsync(Roles + role, token, cancellation), "instance metadata");
    }

    /// <summary>Null: there is no such service here.</summary>
    public async Task<string?> RegionAsync(CancellationToken cancellation)
    {
        try
        {
            return await ReadAsync("/latest/meta-data/placement/region", await TokenAsync(cancellation), cancellation) is { Length: > 0 } region ? region.Trim() : null;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    public void Invalidate()
    {
    }

    private async Task<string> TokenAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(endpoint, "/latest/api/token"));
        request.Headers.TryAddWithoutValidation("x-aws-ec2-metadata-token-ttl-seconds", "21600");
        return await SendAsync(request, cancellation);
    }

    private async Task<string> ReadAsync(string path, string token, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(endpoint, path));
        request.Headers.TryAddWithoutValidation("x-aws-ec2-metadata-token", token);
        return await SendAsync(request, cancellation);
    }

    private async Task<string> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var ended = new CancellationTokenSource(Patience, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation, ended.Token);
        using var response = await http.SendAsync(request, patience.Token);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(patience.Token)
            : throw new IOException($"instance metadata answered {(int)response.StatusCode} to {request.RequestUri!.AbsolutePath}");
    }
}
