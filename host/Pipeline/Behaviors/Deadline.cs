namespace CsiHost.Pipeline.Behaviors;

/// <summary>Ends a call at the smaller of the client's deadline, which the call's token knows already, and the host's own limit.</summary>
internal sealed class Deadline(TimeSpan limit, TimeProvider time) : ICallBehavior
{
    public CallStep<TRequest, TResponse> Wrap<TRequest, TResponse>(CallMethod<TRequest, TResponse> method, CallStep<TRequest, TResponse> next)
        where TRequest : class
        where TResponse : class
    {
        if (method.IsLight || limit == Timeout.InfiniteTimeSpan)
            return next;
        return (request, call) =>
        {
            var end = time.GetUtcNow() + limit;
            return call.Deadline is { } deadline && deadline <= end ? next(request, call) : LimitAsync(request, call, end, next);
        };
    }

    private async ValueTask<TResponse> LimitAsync<TRequest, TResponse>(
        TRequest request, Call call, DateTimeOffset end, CallStep<TRequest, TResponse> next)
        where TRequest : class
        where TResponse : class
    {
        using var source = new CancellationTokenSource(limit, time);
        using var link = call.Token.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source);
        call.Narrow(end, source.Token);
        return await next(request, call);
    }
}
