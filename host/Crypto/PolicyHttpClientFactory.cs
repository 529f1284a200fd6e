namespace CsiHost.Crypto;

/// <summary>
/// The <see cref="IHttpClientFactory"/> that plugins get. One connection pool for all names: clients differ in what they set on
/// themselves, and connections are pooled by endpoint anyway. Clients may be disposed or kept.
/// </summary>
internal sealed class PolicyHttpClientFactory(PolicyHttpHandlerFactory handlers) : IHttpClientFactory, IDisposable
{
    private readonly Lazy<SocketsHttpHandler> _handler = new(() => handlers.Create());

    public HttpClient CreateClient(string name) => new(_handler.Value, disposeHandler: false);

    public void Dispose()
    {
        if (_handler.IsValueCreated)
            _handler.Value.Dispose();
    }
}
