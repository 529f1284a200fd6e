namespace CsiHost.Kubernetes;

/// <summary>The rhythm of a lease. A holder gives up well before others may take over.</summary>
internal sealed record LeaseTimings
{
    /// <summary>How long others wait after the last renewal that they saw.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a holder goes on without a renewal that succeeds.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause between attempts.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(5);
}
