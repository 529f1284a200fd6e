using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;
using CsiHost.Pipeline.Locks;
using CsiHost.Telemetry;

namespace CsiHost.Pipeline;

/// <summary>One call on its way through the steps. What only some calls need is made when it is first asked for.</summary>
internal sealed class Call(CallMethod method, CallScope scope, object request, DateTimeOffset? deadline, CancellationToken token) : IWatchedCall
{
    // The client's clock starts a moment before ours, and timers round.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(50);

    private string? _id;
    private CallContext? _context;
    private CallLocks? _locks;

    public CallMethod Method { get; } = method;

    public DriverName Driver => scope.Driver;

    public object Request { get; } = request;

    /// <summary>When <see cref="Token"/> fires.</summary>
    public DateTimeOffset? Deadline { get; private set; } = deadline;

    public CancellationToken Token { get; private set; } = token;

    /// <summary>Timestamp of the start, in the ticks of the time provider.</summary>
    public long StartedAt { get; } = scope.Time.GetTimestamp();

    public string Id => _id ??= scope.Ids.Next();

    public string Subject => Method.SubjectOf(Request);

    public CallLocks Locks => _locks ??= new CallLocks(scope.Locks);

    /// <summary>What a backend gets to see. Ask for it after the deadline step only.</summary>
    public CallContext Context => _context ??= new CallContext { CallId = Id, Driver = Driver, Deadline = Deadline, Locks = Locks };

    string IWatchedCall.Driver => Driver.Value;

    string IWatchedCall.Rpc => Method.Name;

    /// <summary>Whether a cancelled call ran out of time, rather than its client going away.</summary>
    public bool HasTimedOut => Deadline is { } end && scope.Time.GetUtcNow() + Slack >= end;

    /// <summary>Shortens the time the call has.</summary>
    public void Narrow(DateTimeOffset end, CancellationToken cancellationToken)
    {
        Deadline = end;
        Token = cancellationToken;
    }

    /// <summary>Releases what the call locked.</summary>
    public void ReleaseLocks() => _locks?.Dispose();
}
