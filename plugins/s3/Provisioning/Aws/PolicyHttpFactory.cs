using Amazon.Runtime;

namespace CsiHost.Plugins.S3.Provisioning.Aws;

/// <summary>Makes the library speak HTTP as the crypto policy wants it.</summary>
internal sealed class PolicyHttpFactory(IHttpClientFactory clients) : HttpClientFactory
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        var client = clients.CreateClient("s3");
        client.Timeout = clientConfig.Timeout ?? Limit;
        return client;
    }

    // The connections are pooled below the clients, by the host.
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => true;
}
