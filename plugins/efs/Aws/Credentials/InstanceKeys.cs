namespace CsiHost.Plugins.Efs.Aws.Credentials;

/// <summary>The role of the EC2 instance, from its metadata service (version 2: a session token first).</summary>
internal sealed class InstanceKeys(EfsAwsOptions options, IHttpClientFactory clients) : IKeySource
{
    private const string RolePath = "latest/meta-data/iam/security-credentials/";

    public async Task<AwsKeys> GetAsync(CancellationToken cancellationToken)
    {
        if (options.MetadataDisabled)
            throw NoKeys("there are no AWS credentials: no variable, file or container service names any, and AWS_EC2_METADATA_DISABLED is set");
        try
        {
            using var client = clients.CreateClient("aws-metadata");
            client.Timeout = TimeSpan.FromSeconds(2);
            client.BaseAddress = Address(options);
            var token = await AskAsync(client, HttpMethod.Put, "latest/api/token", ("X-aws-ec2-metadata-token-ttl-seconds", "21600"), cancellationToken);
            var session = ("X-aws-ec2-metadata-token", System.Text.Encoding.UTF8.GetString(token));
            var role = System.Text.Encoding.UTF8.GetString(await AskAsync(client, HttpMethod.Get, RolePath, session, cancellationToken)).Trim().Split('\n')[0];
            return KeysJson.Read(await AskAsync(client, HttpMethod.Get, RolePath + Uri.EscapeDataString(role), session, cancellationToken))
                ?? throw NoKeys($"the instance metadata service has no credentials for the role {role}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw NoKeys("there are no AWS credentials: no variable, file or container service names any, and the instance metadata service does not answer", e);
        }
    }

    private static Uri Address(EfsAwsOptions options) => options switch
    {
        { MetadataEndpoint.Length: > 0 } => new Uri(options.MetadataEndpoint.TrimEnd('/') + "/"),
        _ when options.MetadataEndpointMode.Equals("IPv6", StringComparison.OrdinalIgnoreCase) => new Uri("http://[fd00:ec2::254]/"),
        _ => new Uri("http://169.254.169.254/"),
    };

    private static async Task<byte[]> AskAsync(HttpClient client, HttpMethod method, string path, (string Name, string Value) header, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        using var response = await client.SendAsync(request, cancellationToken);
        return response.IsSuccessStatusCode
            ? await response.Content.ReadAsByteArrayAsync(cancellationToken)
            : throw NoKeys($"the instance metadata service answered /{path} with status {(int)response.StatusCode}");
    }

    private static AwsException NoKeys(string message, Exception? inner = null) => new(AwsErrorKind.NoCredentials, message, inner);
}
