using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Aws;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>
/// The group ids of one file system. EFS knows only those of access points that exist, so an id is reserved from its choice until a listing that
/// began after the creation ended: calls in parallel never get one id. Another controller on the same file system is not seen; one leads at a time.
/// </summary>
internal sealed class GidPool(TimeProvider time)
{
    /// <summary>How long an id stays reserved after a creation whose end nobody saw. Its repeat gets the same id.</summary>
    private static readonly TimeSpan Doubt = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, GidReservation> _reservations = new(StringComparer.Ordinal);
    private readonly SharedListing _listings = new();
    private AccessPointListing? _newest;
    private long _begun;

    /// <summary>Lists the access points; what it shows began after the call.</summary>
    public Task<AccessPointListing> ListAsync(IEfsApi api, string fileSystemId, CancellationToken cancellationToken) => _listings.GetAsync(
        async () =>
        {
            var number = Interlocked.Increment(ref _begun);
            return await AccessPointListing.ReadAsync(api, fileSystemId, number, CancellationToken.None);
        },
        cancellationToken);

    /// <summary>Takes the lowest id that is neither used nor reserved. One reservation a token.</summary>
    /// <exception cref="CsiException">All ids of the range are taken.</exception>
    public long Reserve(string token, GidRange range, AccessPointListing listing)
    {
        lock (_gate)
        {
            // A caller may come here late, after a newer listing released what its own does not show yet.
            if (_newest is null || _newest.Number < listing.Number)
                _newest = listing;
            listing = _newest;
            Prune(listing.Number);
            if (_reservations.TryGetValue(token, out var earlier) && range.Contains(earlier.Gid) && !listing.UsesGid(earlier.Gid))
            {
                earlier.ReleasedAfter = null;
                return earlier.Gid;
            }
            var reserved = _reservations.Values.Select(static reservation => reservation.Gid).ToHashSet();
            var gid = range.FindFree(id => listing.UsesGid(id) || reserved.Contains(id))
                ?? throw CsiErrors.ResourceExhausted($"all group ids from {range.Start} to {range.End} are used; widen gidRangeStart and gidRangeEnd");
            _reservations[token] = new GidReservation(gid);
            return gid;
        }
    }

    /// <summary>Gives the id up: at the next listing, or after a while when it is not known whether the access point was made.</summary>
    public void Release(string token, bool isCertain)
    {
        lock (_gate)
        {
            if (!_reservations.TryGetValue(token, out var reservation))
                return;
            reservation.ReleasedAfter = Volatile.Read(ref _begun);
            reservation.HeldUntil = isCertain ? default : time.GetUtcNow() + Doubt;
        }
    }

    private void Prune(long listing)
    {
        var now = time.GetUtcNow();
        foreach (var (token, reservation) in _reservations)
        {
            if (reservation.ReleasedAfter < listing && reservation.HeldUntil <= now)
                _reservations.Remove(token);
        }
    }
}
