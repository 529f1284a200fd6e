namespace CsiHost.Plugins.Efs.Tests.Rig;

/// <summary>HTTP clients without a policy.</summary>
internal sealed class PlainHttpClients : IHttpClientFactory
{
    private static readonly SocketsHttpHandler Handler = new() { AllowAutoRedirect = false };

    public HttpClient CreateClient(string name) => new(Handler, disposeHandler: false);
}
