using CsiHost.Pipeline;

namespace CsiHost.Rpc.Wire;

/// <summary>
/// The time a call has, from <c>grpc-timeout</c>, and the token that fires when it is over or the client has gone.
/// The source is made for each call: work may outlive its call, and must not be cancelled by the next one on the same stream.
/// </summary>
internal sealed class CallDeadline : IDisposable
{
    // Timers take a little more; a client that waits longer than this waits for ever.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    private readonly CancellationTokenSource? _source;
    private readonly CancellationTokenRegistration _link;
    private readonly CancellationToken _aborted;

    private CallDeadline(CancellationToken aborted) => _aborted = aborted;

    private CallDeadline(TimeSpan timeout, TimeProvider time, CancellationToken aborted)
    {
        _aborted = aborted;
        var now = time.GetUtcNow();
        At = timeout < DateTimeOffset.MaxValue - now ? now + timeout : DateTimeOffset.MaxValue;
        if (timeout > Longest)
            return;
        _source = new CancellationTokenSource(timeout, time);
        _link = aborted.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    public DateTimeOffset? At { get; }

    public CancellationToken Token => _source?.Token ?? _aborted;

    public bool HasPassed => _source is { IsCancellationRequested: true } && !_aborted.IsCancellationRequested;

    /// <summary>Starts the clock. A header that is no timeout is the client's error.</summary>
    public static CallDeadline Start(string? header, TimeProvider time, CancellationToken aborted)
    {
        if (header is null)
            return new CallDeadline(aborted);
        return GrpcTimeout.TryParse(header, out var timeout)
            ? new CallDeadline(timeout, time, aborted)
            : throw new CallStatusException(StatusCode.Internal, $"grpc-timeout '{header}' is malformed");
    }

    public void Dispose()
    {
        _link.Dispose();
        _source?.Dispose();
    }
}
