using CsiHost.Abstractions.Ports;

namespace CsiHost.Kubernetes;

/// <summary>
/// One candidate's view of one lease. Clocks of other machines are never compared: a holder is gone when its lease has not changed for the
/// lease's duration by the clock here.
/// </summary>
internal sealed class LeaseContest(
    IKubernetesApi api, string leaseNamespace, string leaseName, string identity, LeaseTimings timings, TimeProvider clock)
{
    private const int Conflict = 409;
    private readonly KubernetesResource _leases = new()
    {
        Group = "coordination.k8s.io",
        Version = "v1",
        Plural = "leases",
        Namespace = leaseNamespace,
    };

    private LeaseDocument? _held;
    private string _seenVersion = "";
    private long _seenAt;

    /// <summary>When the request that last made the lease ours was sent.</summary>
    public long HeldSince { get; private set; }

    public string Problem { get; private set; } = "";

    /// <summary>Takes the lease if it is free, or renews it if it is ours. Takes no longer than <paramref name="limit"/>.</summary>
    public async ValueTask<LeaseState> TryHoldAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await HoldAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Problem = "the API server did not answer in time";
        }
        catch (KubernetesApiException e)
        {
            Problem = e.Message;
        }

        // Whether the last write arrived is unknown: the next attempt reads.
        _held = null;
        return LeaseState.Unknown;
    }

    /// <summary>Gives the lease up; best effort, for it expires anyway.</summary>
    public async ValueTask ReleaseAsync()
    {
        if (_held is null)
            return;
        using var deadline = new CancellationTokenSource(timings.RetryPeriod, clock);
        try
        {
            if (!await TryReleaseAsync(_held, deadline.Token)
                && await api.GetAsync(_leases, leaseName, KubernetesJson.Default.JsonObject, deadline.Token) is { } found
                && new LeaseDocument(found) is var lease && lease.Holder == identity)
            {
                // A renewal that was cut off was stored all the same.
                await TryReleaseAsync(lease, deadline.Token);
            }
        }
        catch (Exception e) when (e is KubernetesApiException or OperationCanceledException)
        {
            Problem = e.Message;
        }

        _held = null;
    }

    private async ValueTask<bool> TryReleaseAsync(LeaseDocument lease, CancellationToken cancellationToken)
    {
        lease.Release(clock.GetUtcNow());
        try
        {
            await api.ReplaceAsync(_leases, leaseName, lease.Json, KubernetesJson.Default.JsonObject, cancellationToken);
            return true;
        }
        catch (KubernetesApiException e) when (e.StatusCode == Conflict)
        {
            return false;
        }
    }

    private async ValueTask<LeaseState> HoldAsync(CancellationToken cancellationToken)
    {
        // The copy from the last renewal spares a read; a conflict says that it is old.
        if (_held is { } ours && await TryWriteAsync(ours, cancellationToken))
            return LeaseState.Held;
        _held = null;
        var found = await api.GetAsync(_leases, leaseName, KubernetesJson.Default.JsonObject, cancellationToken);
        if (found is null)
            return await TryCreateAsync(cancellationToken) ? LeaseState.Held : LeaseState.HeldByOther;
        var lease = new LeaseDocument(found);
        if (IsTaken(lease))
            return LeaseState.HeldByOther;
        return await TryWriteAsync(lease, cancellationToken) ? LeaseState.Held : LeaseState.HeldByOther;
    }

    private bool IsTaken(LeaseDocument lease)
    {
        if (lease.Holder.Length == 0 || lease.Holder == identity)
            return false;
        if (lease.ResourceVersion != _seenVersion)
        {
            _seenVersion = lease.ResourceVersion;
            _seenAt = clock.GetTimestamp();
        }

        var duration = lease.Duration > TimeSpan.Zero ? lease.Duration : timings.Duration;
        return clock.GetElapsedTime(_seenAt) < duration;
    }

    private async ValueTask<bool> TryWriteAsync(LeaseDocument lease, CancellationToken cancellationToken)
    {
        var sent = clock.GetTimestamp();
        lease.Hold(identity, timings.Duration, clock.GetUtcNow());
        try
        {
            Keep(await api.ReplaceAsync(_leases, leaseName, lease.Json, KubernetesJson.Default.JsonObject, cancellationToken), sent);
            return true;
        }
        catch (KubernetesApiException e) when (e.StatusCode == Conflict)
        {
            return false;
        }
    }

    private async ValueTask<bool> TryCreateAsync(CancellationToken cancellationToken)
    {
        var sent = clock.GetTimestamp();
        var lease = LeaseDocument.New(leaseNamespace, leaseName);
        lease.Hold(identity, timings.Duration, clock.GetUtcNow());
        try
        {
            Keep(await api.CreateAsync(_leases, lease.Json, KubernetesJson.Default.JsonObject, cancellationToken), sent);
            return true;
        }
        catch (KubernetesApiException e) when (e.StatusCode == Conflict)
        {
            return false;
        }
    }

    private void Keep(System.Text.Json.Nodes.JsonObject stored, long sent)
    {
        _held = new LeaseDocument(stored);
        HeldSince = sent;
    }
}
