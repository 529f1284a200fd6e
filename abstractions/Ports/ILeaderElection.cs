namespace CsiHost.Abstractions.Ports;

/// <summary>Lets one of several replicas act, by a Lease object of the Kubernetes API (get, create and update are the verbs used).</summary>
public interface ILeaderElection
{
    /// <summary>
    /// Waits until this process holds the lease and then runs the work, renewing the lease while it runs. If the lease is lost, the work's token
    /// is cancelled, the work is awaited, and the wait begins again; work that must not go on elsewhere meanwhile has to end when its token says
    /// so. When the work ends on its own, or throws, the lease is given up at once and so does this call.
    /// </summary>
    /// <param name="leaseNamespace">The lease's namespace.</param>
    /// <param name="leaseName">The lease's name; every replica uses the same.</param>
    /// <param name="whileLeading">The work. Its token ends with the lease or with <paramref name="cancellationToken"/>.</param>
    /// <param name="cancellationToken">Ends the wait or the work.</param>
    /// <exception cref="Errors.CsiException">There is no Kubernetes API (FailedPrecondition).</exception>
    Task RunAsync(string leaseNamespace, string leaseName, Func<CancellationToken, Task> whileLeading, CancellationToken cancellationToken);
}
