namespace CsiHost.Pipeline.Behaviors;

/// <summary>Lets a call in, or answers UNAVAILABLE while the host stops and ABORTED when the driver has enough to do.</summary>
internal sealed class Admission(AdmissionGate gate) : ICallBehavior
{
    public CallStep<TRequest, TResponse> Wrap<TRequest, TResponse>(CallMethod<TRequest, TResponse> method, CallStep<TRequest, TResponse> next)
        where TRequest : class
        where TResponse : class
    {
        if (method.IsLight)
        {
            return (request, call) =>
            {
                gate.ThrowIfStopping();
                return next(request, call);
            };
        }
        return async (request, call) =>
        {
            gate.Enter();
            try
            {
                return await next(request, call);
            }
            finally
            {
                gate.Leave();
            }
        };
    }
}
