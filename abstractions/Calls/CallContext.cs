using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Calls;

/// <summary>What a backend may know about the call it serves, beside its request.</summary>
public sealed record CallContext
{
    /// <summary>A short id, unique in the process; it is in each log line and in the message of an internal error.</summary>
    public required string CallId { get; init; }

    /// <summary>The driver whose socket the call came in on.</summary>
    public required DriverName Driver { get; init; }

    /// <summary>When the call's cancellation token will fire; null without a limit.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>
    /// Locks beyond those the host holds (volume id, name, target path), for example of a mount source that several targets share. Held
    /// until the call ends.
    /// </summary>
    public required ILockScope Locks { get; init; }
}
