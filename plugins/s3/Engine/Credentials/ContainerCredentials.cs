using System.Net;
using CsiHost.S3Engine.Hosting;

namespace CsiHost.S3Engine.Credentials;

/// <summary>The endpoint that ECS or EKS Pod Identity gives a container.</summary>
internal sealed class ContainerCredentials(HttpMessageInvoker http, Uri endpoint, string? token, string? tokenFile) : ICredentialSource
{
    public static ContainerCredentials? From(CredentialPorts ports)
    {
        var environment = ports.Environment;
        var address = environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] is { } relative ? $"http://169.254.170.2{relative}" : environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"];
        if (address is null)
            return null;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var endpoint) || !IsTrusted(endpoint))
            throw new EngineException($"the container's credential endpoint '{address}' must be https, or http on loopback or the link-local address of ECS or EKS");
        return new ContainerCredentials(ports.Http, endpoint, environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"], environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"]);
    }

    public async ValueTask<AwsCredentials> GetAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
        if ((tokenFile is null ? token : (await File.ReadAllTextAsync(tokenFile, cancellation)).Trim()) is { } value)
            request.Headers.TryAddWithoutValidation("authorization", value);
        using var response = await http.SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode)
            throw new IOException($"the container's credential endpoint answered {(int)response.StatusCode}");
        return CredentialJson.Parse(await response.Content.ReadAsStringAsync(cancellation), "the container's credential endpoint");
    }

    public void Invalidate()
    {
    }

    /// <summary>Over plain http the token must not leave the machine.</summary>
    private static bool IsTrusted(Uri endpoint) => endpoint.Scheme == "https"
        || (endpoint.Scheme == "http" && (endpoint.IsLoopback || endpoint.Host is "169.254.170.2" or "169.254.170.23" or "[fd00:ec2::23]"
            || (IPAddress.TryParse(endpoint.Host, out var address) && IPAddress.IsLoopback(address))));
}
