namespace CsiHost.Pipeline.Behaviors;

/// <summary>
/// Takes what the method locks, all of it or nothing and without waiting: a client that hears ABORTED backs off. What the backend locks on
/// top is released here too.
/// </summary>
internal sealed class Locking : ICallBehavior
{
    public CallStep<TRequest, TResponse> Wrap<TRequest, TResponse>(CallMethod<TRequest, TResponse> method, CallStep<TRequest, TResponse> next)
        where TRequest : class
        where TResponse : class
    {
        if (method.IsLight || method.Missing is not null)
            return next;
        var keysOf = method.Locks;
        return async (request, call) =>
        {
            try
            {
                foreach (var key in keysOf?.Invoke(request) ?? [])
                    call.Locks.Acquire(key);
                return await next(request, call);
            }
            finally
            {
                call.ReleaseLocks();
            }
        };
    }
}
