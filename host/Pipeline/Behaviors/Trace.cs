using System.Diagnostics;
using CsiHost.Telemetry;
using Microsoft.Extensions.Logging;

namespace CsiHost.Pipeline.Behaviors;

/// <summary>Makes a call visible: an activity when somebody listens, a log scope around plugin code, the request at debug.</summary>
internal sealed partial class Trace(ILogger logger, string pluginId) : ICallBehavior
{
    public CallStep<TRequest, TResponse> Wrap<TRequest, TResponse>(CallMethod<TRequest, TResponse> method, CallStep<TRequest, TResponse> next)
        where TRequest : class
        where TResponse : class
    {
        if (method.IsLight)
            return (request, call) => IsListenedTo() ? RunAsync(request, call, next) : next(request, call);
        return (request, call) => RunAsync(request, call, next);
    }

    private bool IsListenedTo() => Activities.Source.HasListeners() || logger.IsEnabled(LogLevel.Debug);

    private async ValueTask<TResponse> RunAsync<TRequest, TResponse>(TRequest request, Call call, CallStep<TRequest, TResponse> next)
        where TRequest : class
        where TResponse : class
    {
        using var activity = Start(call);
        using var scope = logger.BeginScope(new TraceScope(pluginId, call.Driver.Value, call.Method.Name, call.Subject, call.Id));
        if (logger.IsEnabled(LogLevel.Debug))
        {
            var text = call.Method.Describe(request);
            LogRequest(logger, call.Driver.Value, call.Method.Name, call.Id, text);
        }
        try
        {
            var response = await next(request, call);
            LogDone(logger, call.Driver.Value, call.Method.Name, call.Id);
            return response;
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, ErrorTable.NameOf(ErrorTable.CodeOf(exception, call)));
            throw;
        }
    }

    private static Activity? Start(Call call)
    {
        var activity = Activities.Source.StartActivity(call.Method.Name, ActivityKind.Server);
        return activity?.SetTag("rpc.system", "grpc").SetTag("rpc.service", call.Method.Service).SetTag("rpc.method", call.Method.Name)
            .SetTag("csi.driver", call.Driver.Value).SetTag("csi.subject", call.Subject).SetTag("csi.call", call.Id);
    }
}
