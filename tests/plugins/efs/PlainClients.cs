namespace CsiHost.Plugins.Efs.Tests;

/// <summary>HTTP clients without a policy, for stand-ins on loopback.</summary>
internal sealed class PlainClients : IHttpClientFactory
{
    private static readonly SocketsHttpHandler Handler = new() { UseProxy = false, AllowAutoRedirect = false };

    public HttpClient CreateClient(string name) => new(Handler, disposeHandler: false);
}
