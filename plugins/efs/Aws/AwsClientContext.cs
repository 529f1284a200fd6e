namespace CsiHost.Plugins.Efs.Aws;

/// <summary>What the AWS clients are made from.</summary>
internal sealed class AwsClientContext(
    EfsOptions options, AwsEndpoints endpoints, AwsMetrics metrics, IHttpClientFactory httpClients, TimeProvider time, Abstractions.Plugins.PluginInfo info)
{
    public EfsOptions Options { get; } = options;

    public AwsEndpoints Endpoints { get; } = endpoints;

    public AwsMetrics Metrics { get; } = metrics;

    public IHttpClientFactory HttpClients { get; } = httpClients;

    public TimeProvider Time { get; } = time;

    public string UserAgent { get; } = $"csihost-efs/{info.Version}";
}
