using CsiHost.Abstractions.Errors;
using CsiHost.Pipeline.Results;

namespace CsiHost.Pipeline.Behaviors;

/// <summary>
/// Answers the calls that a backend answers by itself. What the driver does not offer is UNIMPLEMENTED; what a delete call does not find
/// is deleted.
/// </summary>
internal sealed class Backend : ICallBehavior
{
    public CallStep<TRequest, TResponse> Wrap<TRequest, TResponse>(CallMethod<TRequest, TResponse> method, CallStep<TRequest, TResponse> next)
        where TRequest : class
        where TResponse : class
    {
        if (method.Missing is { } missing)
            return (_, call) => throw new CsiException(CsiErrorKind.Unimplemented, $"driver {call.Driver} does not offer {method.Name}: {missing}");
        var backend = method.Backend ?? next;
        return method.IsLight ? backend : (request, call) => AskAsync(method, request, call, backend);
    }

    private static async ValueTask<TResponse> AskAsync<TRequest, TResponse>(
        CallMethod<TRequest, TResponse> method, TRequest request, Call call, CallStep<TRequest, TResponse> backend)
        where TRequest : class
        where TResponse : class
    {
        // A lock may have been the last thing to wait for; a call without a client starts no work.
        call.Token.ThrowIfCancellationRequested();
        try
        {
            return await backend(request, call) ?? throw new BackendFaultException($"{method.Name} answered null");
        }
        catch (CsiException error) when (error.Kind == CsiErrorKind.NotFound && method.WhenAbsent is not null)
        {
            return method.WhenAbsent;
        }
    }
}
