using CsiHost.Telemetry;

namespace CsiHost.Pipeline.Behaviors;

/// <summary>Counts and times calls by driver, RPC and the code the client gets; puts all but light ones under the slow-call watch.</summary>
internal sealed class Metrics(CsiMetrics metrics, SlowCallWatch watch, TimeProvider time, string driver) : ICallBehavior
{
    public CallStep<TRequest, TResponse> Wrap<TRequest, TResponse>(CallMethod<TRequest, TResponse> method, CallStep<TRequest, TResponse> next)
        where TRequest : class
        where TResponse : class
    {
        var meter = metrics.ForMethod(driver, method.Name);
        return method.IsLight
            ? (request, call) => MeasureAsync(meter, request, call, next)
            : (request, call) => WatchAsync(meter, request, call, next);
    }

    private async ValueTask<TResponse> WatchAsync<TRequest, TResponse>(
        MethodMetrics meter, TRequest request, Call call, CallStep<TRequest, TResponse> next)
        where TRequest : class
        where TResponse : class
    {
        watch.Add(call);
        try
        {
            return await MeasureAsync(meter, request, call, next);
        }
        finally
        {
            watch.Remove(call);
        }
    }

    private async ValueTask<TResponse> MeasureAsync<TRequest, TResponse>(
        MethodMetrics meter, TRequest request, Call call, CallStep<TRequest, TResponse> next)
        where TRequest : class
        where TResponse : class
    {
        var code = StatusCode.Ok;
        meter.Begin();
        try
        {
            return await next(request, call);
        }
        catch (Exception exception)
        {
            code = ErrorTable.CodeOf(exception, call);
            throw;
        }
        finally
        {
            meter.End((int)code, ErrorTable.NameOf(code), time.GetElapsedTime(call.StartedAt));
        }
    }
}
