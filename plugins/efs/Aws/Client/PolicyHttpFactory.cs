using Amazon.Runtime;

namespace CsiHost.Plugins.Efs.Aws.Client;

/// <summary>Gives the library HTTP clients that obey the crypto policy and follow no redirect.</summary>
internal sealed class PolicyHttpFactory(IHttpClientFactory clients) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        var client = clients.CreateClient("aws");
        client.Timeout = clientConfig.Timeout ?? TimeSpan.FromSeconds(30);
        return client;
    }

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    // They share one pool of connections; disposing one closes nothing.
    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => true;
}
