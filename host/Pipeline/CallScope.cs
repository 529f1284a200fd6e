using CsiHost.Abstractions.Models;
using CsiHost.Pipeline.Locks;

namespace CsiHost.Pipeline;

/// <summary>What all calls of one driver share.</summary>
internal sealed record CallScope
{
    public required DriverName Driver { get; init; }

    public required LockTable Locks { get; init; }

    public required CallIds Ids { get; init; }

    public required TimeProvider Time { get; init; }
}
