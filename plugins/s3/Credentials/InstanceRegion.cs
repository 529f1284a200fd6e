using CsiHost.Plugins.S3.Node;

namespace CsiHost.Plugins.S3.Credentials;

/// <summary>The region of the instance this node is, by its metadata service: asked once a process, for two seconds, whatever comes of it.</summary>
internal sealed class InstanceRegion
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private readonly S3NodeOptions _options;
    private readonly IHttpClientFactory _clients;
    private readonly TimeProvider _time;
    private readonly Lazy<Task<string?>> _region;

    public InstanceRegion(S3NodeOptions options, IHttpClientFactory clients, TimeProvider time)
    {
        _options = options;
        _clients = clients;
        _time = time;
        _region = new Lazy<Task<string?>>(AskAsync);
    }

    /// <summary>Null when the node is no instance, or its service does not answer.</summary>
    public Task<string?> FindAsync(CancellationToken cancellationToken) => _region.Value.WaitAsync(cancellationToken);

    private async Task<string?> AskAsync()
    {
        if (_options.InstanceMetadataEndpoint.Length == 0)
            return null;
        using var end = new CancellationTokenSource(Limit, _time);
        try
        {
            using var client = _clients.CreateClient("instance-metadata");
            var root = _options.InstanceMetadataEndpoint.TrimEnd('/');
            using var ask = new HttpRequestMessage(HttpMethod.Put, root + "/latest/api/token");
            ask.Headers.Add("X-aws-ec2-metadata-token-ttl-seconds", "60");
            using var token = await client.SendAsync(ask, end.Token);
            using var request = new HttpRequestMessage(HttpMethod.Get, root + "/latest/meta-data/placement/region");
            if (token.IsSuccessStatusCode)
                request.Headers.Add("X-aws-ec2-metadata-token", (await token.Content.ReadAsStringAsync(end.Token)).Trim());
            using var answer = await client.SendAsync(request, end.Token);
            var region = answer.IsSuccessStatusCode ? (await answer.Content.ReadAsStringAsync(end.Token)).Trim() : "";
            return region.Length > 0 ? region : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or FormatException)
        {
            return null;
        }
    }
}
