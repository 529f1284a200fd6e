using CsiHost.Abstractions.Ports;
using Microsoft.Extensions.Logging;

namespace CsiHost.Kubernetes;

/// <summary>Leader election on a Lease object.</summary>
internal sealed partial class LeaderElection(
    IKubernetesApi api, string identity, LeaseTimings timings, TimeProvider clock, ILogger<LeaderElection> logger) : ILeaderElection
{
    public async Task RunAsync(
        string leaseNamespace, string leaseName, Func<CancellationToken, Task> whileLeading, CancellationToken cancellationToken)
    {
        var contest = new LeaseContest(api, leaseNamespace, leaseName, identity, timings, clock);
        var lease = $"{leaseNamespace}/{leaseName}";
        do
        {
            await AcquireAsync(contest, lease, cancellationToken);
            LogLeading(lease, identity);
        }
        while (!await LeadAsync(contest, lease, whileLeading, cancellationToken));
    }

    private async Task AcquireAsync(LeaseContest contest, string lease, CancellationToken cancellationToken)
    {
        var logged = "";
        while (true)
        {
            var state = await contest.TryHoldAsync(timings.RenewDeadline, cancellationToken);
            if (state == LeaseState.Held)
                return;

            // Each problem once: a missing permission lasts until somebody grants it.
            if (state == LeaseState.Unknown && contest.Problem != logged)
            {
                logged = contest.Problem;
                LogProblem(lease, logged);
            }

            await Task.Delay(timings.RetryPeriod, clock, cancellationToken);
        }
    }

    /// <summary>Runs the work; false when the lease was lost before the work was done.</summary>
    private async Task<bool> LeadAsync(
        LeaseContest contest, string lease, Func<CancellationToken, Task> whileLeading, CancellationToken cancellationToken)
    {
        using var leading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var done = new CancellationTokenSource();

        // The renewal outlives the caller's token: work that is winding down still acts as the leader.
        var work = Task.Run(() => whileLeading(leading.Token), CancellationToken.None);
        var renewal = RenewAsync(contest, done.Token);
        if (await Task.WhenAny(work, renewal) == work)
        {
            await done.CancelAsync();
            await renewal;
            await contest.ReleaseAsync();
            await work;
            return true;
        }

        LogLost(lease, await renewal);
        await leading.CancelAsync();
        try
        {
            await work;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It was told to stop.
        }

        cancellationToken.ThrowIfCancellationRequested();
        return false;
    }

    /// <summary>Renews until told to stop or the lease is lost; the answer says why.</summary>
    private async Task<string> RenewAsync(LeaseContest contest, CancellationToken done)
    {
        try
        {
            var pause = timings.RetryPeriod;
            while (true)
            {
                var left = Left();
                if (left <= TimeSpan.Zero)
                    return contest.Problem;
                await Task.Delay(left < pause ? left : pause, clock, done);
                left = Left();
                var state = left > TimeSpan.Zero ? await contest.TryHoldAsync(left, done) : LeaseState.Unknown;
                if (state == LeaseState.HeldByOther)
                    return "another candidate took it";

                // One answer that goes wrong must not cost the lease.
                pause = state == LeaseState.Held ? timings.RetryPeriod : timings.RetryPeriod / 5;
            }
        }
        catch (OperationCanceledException)
        {
            return "";
        }

        TimeSpan Left() => timings.RenewDeadline - clock.GetElapsedTime(contest.HeldSince);
    }
}
