using System.Net;

namespace CsiHost.Plugins.Efs.Aws.Credentials;

/// <summary>The credentials service of a container: ECS, and EKS Pod Identity.</summary>
internal sealed class ContainerKeys(EfsAwsOptions options, IHttpClientFactory clients) : IKeySource
{
    private static readonly Uri Ecs = new("http://169.254.170.2");
    private static readonly string[] PlainHosts = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]", "localhost"];

    public static bool IsConfigured(EfsAwsOptions options) =>
        options.ContainerCredentialsRelativeUri.Length > 0 || options.ContainerCredentialsFullUri.Length > 0;

    public async Task<AwsKeys> GetAsync(CancellationToken cancellationToken)
    {
        var address = Find();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (await ReadTokenAsync(cancellationToken) is { Length: > 0 } token)
            request.Headers.TryAddWithoutValidation("Authorization", token);
        try
        {
            using var client = clients.CreateClient("aws-credentials");
            client.Timeout = TimeSpan.FromSeconds(5);
            using var response = await client.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.IsSuccessStatusCode && KeysJson.Read(body) is { } keys
                ? keys
                : throw NoKeys($"the credentials service at {address.GetLeftPart(UriPartial.Path)} answered with status {(int)response.StatusCode} and no credentials");
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw NoKeys($"the credentials service at {address.GetLeftPart(UriPartial.Path)} does not answer", e);
        }
    }

    private Uri Find()
    {
        if (options.ContainerCredentialsRelativeUri is { Length: > 0 } path)
        {
            return path.StartsWith('/')
                ? new Uri(Ecs, path)
                : throw NoKeys("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI must begin with /");
        }
        if (!Uri.TryCreate(options.ContainerCredentialsFullUri, UriKind.Absolute, out var full) || full.Scheme is not ("http" or "https"))
            throw NoKeys("AWS_CONTAINER_CREDENTIALS_FULL_URI is no http or https URL");
        // A token must not go in clear to a host that is not this machine's own service.
        var isNear = PlainHosts.Contains(full.Host, StringComparer.OrdinalIgnoreCase) || (IPAddress.TryParse(full.Host, out var ip) && IPAddress.IsLoopback(ip));
        return full.Scheme == "https" || isNear
            ? full
            : throw NoKeys("AWS_CONTAINER_CREDENTIALS_FULL_URI must be https, or http to the loopback or the container credentials address");
    }

    // The file is replaced when the token is renewed, so it is read each time.
    private async Task<string> ReadTokenAsync(CancellationToken cancellationToken)
    {
        if (options.ContainerAuthorizationTokenFile.Length == 0)
            return options.ContainerAuthorizationToken;
        try
        {
            var token = (await File.ReadAllTextAsync(options.ContainerAuthorizationTokenFile, cancellationToken)).Trim();
            return token.AsSpan().ContainsAny('\r', '\n') ? throw NoKeys("the token of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE has a line break") : token;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NoKeys("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE cannot be read", e);
        }
    }

    private static AwsException NoKeys(string message, Exception? inner = null) => new(AwsErrorKind.NoCredentials, message, inner);
}
