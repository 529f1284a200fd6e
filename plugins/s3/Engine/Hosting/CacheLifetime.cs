namespace CsiHost.S3Engine.Hosting;

/// <summary>How long metadata is believed without asking; null stands for <c>minimal</c>.</summary>
internal readonly record struct CacheLifetime(TimeSpan? Span)
{
    public static readonly CacheLifetime Minimal = new(null);
    public static readonly CacheLifetime Indefinite = new(TimeSpan.FromSeconds(MaxSeconds));
    public const long MaxSeconds = 3153600000;

    public bool IsCached => Span is not null;
}
