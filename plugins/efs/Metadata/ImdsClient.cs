using System.Globalization;
using System.Net;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Configuration;
using CsiHost.Plugins.Efs.Volumes;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.Efs.Metadata;

/// <summary>
/// IMDS with a session token (version 2), which is kept for as long as it is good. Where no token is to be had, as in a container that is one hop too far
/// away, a plain request (version 1) is tried.
/// </summary>
internal sealed partial class ImdsClient(
    EfsOptions options, IEfsUtilsConfig config, IHttpClientFactory clients, TimeProvider time, ILogger<ImdsClient> logger) : IInstanceMetadata
{
    private const int TokenAttempts = 3;
    private const string TokenHeader = "X-aws-ec2-metadata-token";
    private const int MaxAnswerBytes = 64 * 1024;
    private static readonly TimeSpan TokenLife = TimeSpan.FromSeconds(21600);
    private static readonly TimeSpan TokenMargin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan TokenLimit = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly Uri _base = new(BaseOf(options.Aws) + "/latest/");
    private volatile Token? _token;

    private sealed record Token(string Text, DateTimeOffset GoodUntil);

    public async ValueTask<string?> FindAsync(string path, CancellationToken cancellationToken)
    {
        if (options.Aws.MetadataDisabled)
            return null;
        var token = await FindTokenAsync(cancellationToken);
        var (status, text) = await SendAsync(HttpMethod.Get, path, TokenHeader, token, Limit, cancellationToken);
        if (status == HttpStatusCode.Unauthorized && token is not null)
        {
            // The service forgot it, for example because the instance was stopped.
            _token = null;
            token = await FindTokenAsync(cancellationToken);
            (status, text) = await SendAsync(HttpMethod.Get, path, TokenHeader, token, Limit, cancellationToken);
        }

        if (status == HttpStatusCode.Unauthorized)
            LogUnauthorized(token is not null);
        return status == HttpStatusCode.OK ? text : null;
    }

    private static string BaseOf(EfsAwsOptions aws) => aws.MetadataEndpoint.Length > 0 ? aws.MetadataEndpoint.TrimEnd('/')
        : aws.MetadataEndpointMode.Equals("IPv6", StringComparison.OrdinalIgnoreCase) ? "http://[fd00:ec2::254]"
        : "http://169.254.169.254";

    private async ValueTask<string?> FindTokenAsync(CancellationToken cancellationToken)
    {
        if (_token is { } known && known.GoodUntil > time.GetUtcNow())
            return known.Text;
        if (!UsesToken())
            return null;
        for (var attempt = 1; ; attempt++)
        {
            var life = TokenLife.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            var (status, text) = await SendAsync(HttpMethod.Put, "api/token", TokenHeader + "-ttl-seconds", life, TokenLimit, cancellationToken);
            if (status == HttpStatusCode.OK && text is { Length: > 0 })
            {
                _token = new Token(text, time.GetUtcNow() + TokenLife - TokenMargin);
                return text;
            }

            // An answer that is no token will not become one; silence may.
            if (status is not null || attempt == TokenAttempts)
                return null;
            await Task.Delay(TokenLimit, time, cancellationToken);
        }
    }

    private bool UsesToken()
    {
        try
        {
            return config.Read(StorageKind.Efs).UsesMetadataToken;
        }
        catch (CsiException)
        {
            return true; // A mount will say what is wrong with the file.
        }
    }

    /// <summary>One request. No status means that nothing answered in time.</summary>
    private async ValueTask<(HttpStatusCode? Status, string? Text)> SendAsync(
        HttpMethod method, string path, string header, string? value, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(_base, path));
        if (value is not null)
            request.Headers.TryAddWithoutValidation(header, value);
        using var timer = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            using var client = clients.CreateClient("imds");
            client.MaxResponseContentBufferSize = MaxAnswerBytes;
            using var response = await client.SendAsync(request, both.Token);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(both.Token));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, null);
        }
    }

    [LoggerMessage(2000, LogLevel.Warning,
        "The instance metadata service refuses requests (401; with a session token: {WithToken}); check disable_fetch_ec2_metadata_token and the hop limit of the instance's metadata options")]
    private partial void LogUnauthorized(bool withToken);
}
