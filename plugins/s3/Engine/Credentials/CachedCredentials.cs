namespace CsiHost.S3Engine.Credentials;

/// <summary>Keeps credentials until shortly before they end, or a quarter of an hour when they name no end. One caller fetches, the others wait for it.</summary>
internal sealed class CachedCredentials(ICredentialSource source, TimeSpan early, TimeProvider time) : ICredentialSource, IDisposable
{
    private static readonly TimeSpan Unlimited = TimeSpan.FromMinutes(15);
    private readonly SemaphoreSlim _gate = new(1);
    private volatile Kept? _kept;

    public ValueTask<AwsCredentials> GetAsync(CancellationToken cancellation) =>
        _kept is { } kept && time.GetUtcNow() < kept.Until ? new(kept.Credentials) : FetchAsync(cancellation);

    public void Invalidate()
    {
        source.Invalidate();
        _kept = null;
    }

    public void Dispose() => _gate.Dispose();

    private async ValueTask<AwsCredentials> FetchAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            var now = time.GetUtcNow();
            if (_kept is { } known && now < known.Until)
                return known.Credentials;
            var fresh = await source.GetAsync(cancellation);
            _kept = new Kept(fresh, fresh.Expires is { } end ? end - early : now + Unlimited);
            return fresh;
        }
        finally
        {
            _gate.Release();
        }
    }

    private sealed record Kept(AwsCredentials Credentials, DateTimeOffset Until);
}
