namespace CsiHost.Plugins.Efs.Certificates;

/// <summary>When a client certificate is issued anew. The random part keeps the mounts of a node, and the nodes of a cluster, from doing it together.</summary>
internal static class RenewalSchedule
{
    private const double LifetimeShare = 0.8;
    private const double Jitter = 0.1;
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(5);

    /// <summary>The pause after a success: the interval, or most of the credentials' lifetime if that ends sooner; up to a tenth less.</summary>
    /// <param name="interval">The interval that is configured.</param>
    /// <param name="credentialsLeft">How long the credentials are still valid; null when they do not end.</param>
    /// <param name="random">0 to 1.</param>
    public static TimeSpan AfterSuccess(TimeSpan interval, TimeSpan? credentialsLeft, double random)
    {
        var pause = credentialsLeft is { } left && left * LifetimeShare < interval ? left * LifetimeShare : interval;
        pause *= 1 - (Jitter * random);
        return pause < Soonest ? Soonest : pause;
    }

    /// <summary>The pause after failures in a row: 5 s, doubling to 5 min; up to half less.</summary>
    /// <param name="failures">How many, at least 1.</param>
    /// <param name="random">0 to 1.</param>
    public static TimeSpan AfterFailure(int failures, double random)
    {
        var pause = FirstRetry * Math.Pow(2, Math.Min(failures - 1, 16));
        return (pause > LongestRetry ? LongestRetry : pause) * (1 - (0.5 * random));
    }
}
