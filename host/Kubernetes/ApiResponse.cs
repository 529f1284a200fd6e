namespace CsiHost.Kubernetes;

/// <summary>An answer whose headers have come.</summary>
internal sealed class ApiResponse(HttpResponseMessage message, Stream body, IdleLimit limit) : IDisposable
{
    /// <summary>The body; reading it is bounded by the limit and by the caller's token.</summary>
    public Stream Body { get; } = new IdleLimitedStream(body, limit);

    public void Dispose()
    {
        message.Dispose();
        limit.Dispose();
    }
}
