using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>One call at a time works on an access point; another waits a moment, then is told to come back.</summary>
internal sealed class AccessPointLocks(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <exception cref="CsiException">Another call holds it for too long (OperationPending).</exception>
    public async ValueTask AcquireAsync(CallContext call, string accessPointId, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await call.Locks.AcquireAsync("access-point/" + accessPointId, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw CsiErrors.OperationPending($"access point {accessPointId}");
        }
    }
}
