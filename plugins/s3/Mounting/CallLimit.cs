using CsiHost.Abstractions.Calls;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>Ends work a little before its call's deadline, so that the reason still reaches the caller and a half-made mount is taken back in time.</summary>
internal static class CallLimit
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    /// <summary>A source whose token fires then, or with the call's own.</summary>
    public static CancellationTokenSource Start(CallContext call, TimeProvider time, CancellationToken cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (call.Deadline is { } deadline)
        {
            var left = deadline - time.GetUtcNow();
            source.CancelAfter(left > 2 * Margin ? left - Margin : left > TimeSpan.Zero ? left * 0.8 : TimeSpan.Zero);
        }

        return source;
    }
}
