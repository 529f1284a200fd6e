using CsiHost.Abstractions.Ports;

namespace CsiHost.TestKit.Fakes;

/// <summary>Leads at once and for as long as the work lasts; <see cref="LoseAsync"/> takes the lease away and gives it back.</summary>
public sealed class FakeLeaderElection : ILeaderElection
{
    private CancellationTokenSource _lease = new();

    /// <summary>The leases that were asked for, as <c>namespace/name</c>.</summary>
    public IList<string> Leases { get; } = [];

    /// <inheritdoc/>
    public async Task RunAsync(string leaseNamespace, string leaseName, Func<CancellationToken, Task> whileLeading, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(whileLeading);
        Leases.Add($"{leaseNamespace}/{leaseName}");
        while (true)
        {
            var lease = _lease;
            using var both = CancellationTokenSource.CreateLinkedTokenSource(lease.Token, cancellationToken);
            try
            {
                await whileLeading(both.Token);
                return;
            }
            catch (OperationCanceledException) when (lease.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                // Lost; the wait for the next lease is over at once.
            }
        }
    }

    /// <summary>Ends the lease of the running work, which begins again with the next one.</summary>
    public Task LoseAsync()
    {
        var lost = Interlocked.Exchange(ref _lease, new CancellationTokenSource());
        return lost.CancelAsync();
    }
}
