using System.Globalization;
using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.Efs.Node;

/// <summary>
/// Bounds how many publish calls run at a time: each takes one of so many locks, which the host gives back when the call ends, however it ends.
/// </summary>
internal static class MountSlots
{
    /// <param name="call">The call.</param>
    /// <param name="limit">How many; 0 or less is no limit.</param>
    /// <exception cref="CsiException">All are taken (OperationPending).</exception>
    public static void Take(CallContext call, long limit)
    {
        if (limit <= 0)
            return;
        for (var slot = 0L; slot < limit; slot++)
        {
            if (TryTake(call, slot))
                return;
        }

        throw new CsiException(
            CsiErrorKind.OperationPending,
            $"the limit of {limit} mount calls at a time (max-inflight-mount-calls) is reached; try again");
    }

    private static bool TryTake(CallContext call, long slot)
    {
        try
        {
            call.Locks.Acquire("mount-slot/" + slot.ToString(CultureInfo.InvariantCulture));
            return true;
        }
        catch (CsiException exception) when (exception.Kind == CsiErrorKind.OperationPending)
        {
            return false;
        }
    }
}
