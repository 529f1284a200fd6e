using System.Net;

namespace CsiHost.S3Engine.S3;

/// <summary>Exponential back-off with full jitter: base 500 ms, at most 20 s.</summary>
internal sealed class RetryPolicy(int attempts, TimeProvider time)
{
    private static readonly TimeSpan Base = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(20);

    public int Attempts { get; } = attempts;

    public static bool IsTransient(HttpStatusCode status, string code) =>
        (int)status is >= 500 and not 501 || status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
        || code is "SlowDown" or "RequestTimeout" or "InternalError" or "ServiceUnavailable" or "ThrottlingException" or "RequestTimeTooSkewed";

    public static bool IsTransient(Exception failure) => failure is HttpRequestException or IOException or TimeoutException or OperationCanceledException;

    public Task DelayAsync(int attempt, CancellationToken cancellation)
    {
        var ceiling = Math.Min(Cap.TotalMilliseconds, Base.TotalMilliseconds * Math.Pow(2, attempt - 1));
        return Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * ceiling), time, cancellation);
    }
}
